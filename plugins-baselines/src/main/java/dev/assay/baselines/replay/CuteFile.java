package dev.assay.baselines.replay;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file {@code outputs.MODEL.TASK.txt}. The model's name may hold dots, the task's none.
 *
 * @param path where it lies
 */
record CuteFile(Path path, String model, String task) {
  private static final Pattern NAME = Pattern.compile("outputs\\.(.+)\\.([^.]+)\\.txt");

  /** The file as its name describes it, or empty where the name is of another kind. */
  static Optional<CuteFile> of(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    return name.matches()
        ? Optional.of(new CuteFile(path, name.group(1), name.group(2)))
        : Optional.empty();
  }

  /** Where the right answers lie that the outputs were compared with. */
  Path labels() {
    return path.resolveSibling("labels." + model + "." + task + ".txt");
  }
}
