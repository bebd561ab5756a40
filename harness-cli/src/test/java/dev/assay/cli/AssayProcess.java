package dev.assay.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts {@code assay} in a process of its own, as users do. */
final class AssayProcess {
  private final Path folder;

  /** Processes that work and leave their temporary files in a folder. */
  AssayProcess(Path folder) {
    this.folder = folder;
  }

  /** Starts a command line; everything it says goes to {@code output.txt}. */
  Process start(String... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  /**
   * Starts a command line through another command.
   *
   * @param wrapper comes before {@code java}
   */
  Process start(List<String> wrapper, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "output.txt"));
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    return builder.start();
  }

  /** What the last process said. */
  String output() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }
}
