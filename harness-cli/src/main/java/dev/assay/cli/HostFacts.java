package dev.assay.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.assay.onnx.Device;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The machine that a run's times belong to. */
final class HostFacts {
  private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");

  private HostFacts() {}

  /** Everything that goes into the manifest; loads the inference engine to ask its version. */
  static Map<String, String> all() {
    return new TreeMap<>(
        Map.of(
            "os", operatingSystem(),
            "processor", processor(),
            "cores", String.valueOf(cores()),
            "memory-bytes", String.valueOf(memoryBytes()),
            "java", java(),
            "engine", engine()));
  }

  static String operatingSystem() {
    return "%s %s %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"));
  }

  /** The processor's model, or its architecture where the system does not tell more. */
  static String processor() {
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    if (windows != null) {
      return windows;
    }
    try (Stream<String> lines = Files.lines(LINUX_PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The memory of the machine or container. */
  static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  static String java() {
    return "%s (%s)"
        .formatted(System.getProperty("java.runtime.version"), System.getProperty("java.vendor"));
  }

  static String engine() {
    return "ONNX Runtime " + Device.engineVersion();
  }
}
