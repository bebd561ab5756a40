package dev.assay.lmeval;

import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one evaluation: {@code results_DATE.json} and beside it {@code
 * samples_TASK_DATE.jsonl} for each task.
 *
 * @param results the results file
 */
record OutputFiles(Path results) {
  private static final int FOLDERS_DEEP = 2;

  /**
   * The evaluation that a user names by its results file, its folder, or the folder above.
   *
   * @throws SetupException if there is none, or more than one
   */
  static OutputFiles at(Path place) {
    if (Files.isRegularFile(place)) {
      return new OutputFiles(place);
    }
    if (!Files.isDirectory(place)) {
      throw new SetupException(
          "there is no file or folder %s; lm_eval writes results_DATE.json below its --output_path"
              .formatted(place));
    }
    List<Path> found = resultsBelow(place);
    if (found.isEmpty()) {
      throw new SetupException(
          "%s holds no results_*.json of lm-evaluation-harness; name the file itself if it has another name"
              .formatted(place));
    }
    if (found.size() > 1) {
      throw new SetupException(
          "%s holds %d results files, one run each; name one of them: %s"
              .formatted(
                  place,
                  found.size(),
                  found.stream().limit(10).map(Path::toString).collect(Collectors.joining(", "))));
    }
    return new OutputFiles(found.get(0));
  }

  private static List<Path> resultsBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder, FOLDERS_DEEP)) {
      return files
          .filter(f -> f.getFileName().toString().matches("results_.*\\.json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** The samples of a task. */
  Path samples(String task) {
    String stem = results.getFileName().toString().replaceFirst("\\.json$", "");
    int underscore = stem.lastIndexOf('_');
    String date = underscore < 0 ? "" : stem.substring(underscore);
    return results.resolveSibling("samples_%s%s.jsonl".formatted(fileName(task), date));
  }

  /**
   * A name without what file names cannot hold, replaced as lm-evaluation-harness does in the names
   * of models; a leading dot is kept from hiding the file.
   */
  static String fileName(String name) {
    String safe = name.replaceAll("[\"<>:/|\\\\?*\\[\\]\\p{Cntrl}]+", "__");
    return safe.isBlank() || safe.startsWith(".") ? "_" + safe : safe;
  }
}
