package dev.assay.cli;

import dev.assay.data.DataStore;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where data sets lie. */
final class DataOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder with data sets; may be repeated. Also: ASSAY_DATA.")
  private List<Path> folders = new ArrayList<>();

  /** The folders named by the user, then the one that {@code assay data pull} fills. */
  DataStore store(Terminal terminal) {
    List<Path> all = new ArrayList<>(folders);
    for (String folder :
        terminal.environment().getOrDefault("ASSAY_DATA", "").split(File.pathSeparator)) {
      if (!folder.isBlank()) {
        all.add(Path.of(folder));
      }
    }
    all.add(userFolder(terminal));
    return new DataStore(all);
  }

  /** Where {@code assay data pull} puts what it fetches. */
  Path pullFolder(Terminal terminal) {
    return folders.isEmpty() ? userFolder(terminal) : folders.get(0);
  }

  private static Path userFolder(Terminal terminal) {
    return terminal.userFolder("XDG_DATA_HOME", ".local/share").resolve("data");
  }
}
