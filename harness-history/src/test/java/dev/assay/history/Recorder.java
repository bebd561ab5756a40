package dev.assay.history;

import dev.assay.RunException;
import dev.assay.result.RunFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that records runs and says so after each, to be disturbed by tests. Its arguments are
 * the history, {@code once} or {@code forever}, and run folders.
 */
final class Recorder {
  private Recorder() {}

  /** Runs in the process of its own. */
  public static void main(String[] args) {
    try (History history = History.openOrCreate(args[0], System.getenv())) {
      do {
        for (String folder : List.of(args).subList(2, args.length)) {
          Path path = Path.of(folder);
          history.add(new RunFolder(path), Optional.empty(), Optional.empty());
          System.out.println("recorded " + path.getFileName());
        }
      } while (args[1].equals("forever"));
    } catch (RunException e) {
      System.out.println("failed: " + e.getMessage());
      System.exit(1);
    }
  }

  /** The command line of such a process. */
  static List<String> command(String place, String how, List<RunFolder> runs) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Recorder.class.getName(),
                place,
                how));
    runs.forEach(run -> command.add(run.path().toString()));
    return command;
  }

  /** Starts a process; all it says goes to a file. */
  static Process start(List<String> command, Map<String, String> environment, Path output)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(new File(output.toString()));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
