package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.data.DataCheck;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import dev.assay.onnx.Device;
import dev.assay.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks at the machine for {@code assay doctor}. */
final class Examination {
  private static final int LEAST_JAVA = 17;
  private static final long GIB = 1L << 30;

  private final DataStore data;
  private final List<Finding> findings = new ArrayList<>();

  Examination(DataStore data) {
    this.data = data;
  }

  List<Finding> findings() {
    java();
    findings.add(Finding.ok("System: " + HostFacts.operatingSystem()));
    findings.add(
        Finding.ok("Processor: %s, %d cores".formatted(HostFacts.processor(), HostFacts.cores())));
    memory();
    disk(Path.of("").toAbsolutePath());
    engine();
    plugins();
    return List.copyOf(findings);
  }

  private void java() {
    String fact = "Java: " + HostFacts.java();
    findings.add(
        Runtime.version().feature() >= LEAST_JAVA
            ? Finding.ok(fact)
            : Finding.fail(fact, "Assay needs Java 17 or later; set JAVA_HOME to one."));
  }

  private void memory() {
    long memory = HostFacts.memoryBytes();
    String fact =
        "Memory: %s, of which Java may use %s"
            .formatted(Quantity.bytes(memory), Quantity.bytes(Runtime.getRuntime().maxMemory()));
    findings.add(
        memory >= 2 * GIB
            ? Finding.ok(fact)
            : Finding.warn(fact, "Models beyond the bundled ones need more; lower --batch-size."));
  }

  private void disk(Path folder) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      String fact = "Disk: %s free in %s".formatted(Quantity.bytes(free), folder);
      if (!Files.isWritable(folder)) {
        findings.add(
            Finding.warn(fact + ", but not writable", "Name a folder for runs with --output."));
      } else if (free < GIB) {
        findings.add(Finding.warn(fact, "A run may not fit; name another folder with --output."));
      } else {
        findings.add(Finding.ok(fact));
      }
    } catch (IOException e) {
      findings.add(
          Finding.warn(
              "Disk: cannot look at %s: %s".formatted(folder, e.getMessage()),
              "Name a folder for runs with --output."));
    }
  }

  private void engine() {
    try {
      findings.add(
          Finding.ok(
              "Inference engine: %s; devices: %s"
                  .formatted(HostFacts.engine(), String.join(", ", Device.available()))));
    } catch (LinkageError | RuntimeException e) {
      findings.add(
          Finding.fail(
              "Inference engine: ONNX Runtime does not load: " + e,
              "Its native library needs a 64-bit Linux with glibc, macOS or Windows, and a"
                  + " writable folder for temporary files."));
    }
  }

  private void plugins() {
    Plugins plugins;
    try {
      plugins = Plugins.discover(Examination.class.getClassLoader());
    } catch (SetupException e) {
      findings.add(Finding.fail("Plugins: " + e.getMessage(), "See the jars in plugins/."));
      return;
    }
    String fact =
        "Plugins: %d model providers, %d benchmarks, %d report formats"
            .formatted(
                plugins.modelProviders().size(),
                plugins.benchmarkEntries().size(),
                plugins.reportWriters().size());
    boolean usable = !plugins.modelProviders().isEmpty() && !plugins.benchmarkEntries().isEmpty();
    findings.add(
        usable
            ? Finding.ok(fact)
            : Finding.fail(fact, "The installation is incomplete; unpack it again."));
    for (Path folder : data.folders()) {
      findings.add(
          Finding.ok(
              "Data folder: " + folder + (Files.isDirectory(folder) ? "" : " (not there yet)")));
    }
    plugins.dataSets().forEach(this::dataSet);
  }

  private void dataSet(DataSet set) {
    Map<DataCheck.Status, Long> files =
        data.verify(set).stream()
            .collect(Collectors.groupingBy(DataCheck::status, Collectors.counting()));
    long good = files.getOrDefault(DataCheck.Status.OK, 0L);
    String fact =
        "Data set %s: %d of %d files as published".formatted(set.name(), good, set.files().size());
    findings.add(
        good == set.files().size()
            ? Finding.ok(fact)
            : Finding.warn(
                fact,
                "%s with `assay data pull %s`, or name its folder with --data-dir."
                    .formatted(
                        files.containsKey(DataCheck.Status.DIFFERS)
                            ? "See `assay data verify`; fetch it anew"
                            : "Fetch it",
                        set.name())));
  }
}
