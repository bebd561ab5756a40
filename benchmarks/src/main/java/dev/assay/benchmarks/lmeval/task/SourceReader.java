package dev.assay.benchmarks.lmeval.task;

import dev.assay.SetupException;
import dev.assay.benchmarks.lmeval.data.Source;
import dev.assay.data.DataStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the data files of a task: beside the task file, then in the data folders, then in the
 * folder where the program runs.
 */
final class SourceReader {
  private static final Set<String> FORMATS = Set.of("json", "csv", "parquet", "text");
  private static final String FILES = "data_files";

  /** Keys of Hugging Face's loader that change nothing about local files. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(FILES, "trust_remote_code", "verification_mode", "download_mode");

  private final Keys task;
  private final DataStore data;

  SourceReader(Keys task, DataStore data) {
    this.task = task;
    this.data = data;
  }

  /**
   * Reads {@code dataset_path} and {@code dataset_kwargs}.
   *
   * @throws SetupException if the data do not lie in local files, or a file is not there
   */
  Source read() {
    String format = task.requiredText("dataset_path");
    if (!FORMATS.contains(format)) {
      throw task.error(
          "dataset_path",
          "'%s' is a data set of the Hugging Face hub, and Assay reads local files. Export its splits as JSON lines, CSV or Parquet, and write a task file that includes this one and sets `dataset_path: json` (csv, parquet, text), `dataset_name: null` and `dataset_kwargs: {data_files: {SPLIT: FILE}}`"
              .formatted(format));
    }
    Keys options = task.map("dataset_kwargs");
    Object named =
        options
            .value(FILES)
            .orElseThrow(
                () ->
                    task.error(
                        "dataset_kwargs",
                        "needs data_files, such as {data_files: {test: test.jsonl}}"));
    Map<String, List<Path>> files = new LinkedHashMap<>();
    if (named instanceof Map<?, ?> splits) {
      splits.forEach((split, names) -> files.put(String.valueOf(split), files(options, names)));
    } else {
      files.put("train", files(options, named));
    }
    return new Source(
        task.file("dataset_path").toString(), format, files, options.others(WITHOUT_EFFECT));
  }

  private List<Path> files(Keys options, Object names) {
    Set<Path> files = new LinkedHashSet<>();
    for (Object name : names instanceof List<?> list ? list : List.of(names)) {
      if (!(name instanceof String text)) {
        throw options.error(FILES, "must name files, not '%s'".formatted(name));
      }
      if (text.contains("://")) {
        throw options.error(
            FILES, "'%s' is no local file; fetch it and name the file".formatted(text));
      }
      files.addAll(find(options, text));
    }
    return List.copyOf(files);
  }

  private List<Path> find(Keys options, String name) {
    List<Path> folders = new ArrayList<>();
    Path file = options.file(FILES).toAbsolutePath();
    folders.add(file.resolveSibling("").normalize());
    folders.addAll(data.folders());
    folders.add(Path.of("").toAbsolutePath());
    try {
      for (Path folder : folders) {
        List<Path> found = find(folder, name);
        if (!found.isEmpty()) {
          return found;
        }
      }
    } catch (InvalidPathException | IOException e) {
      throw options.error(FILES, "'%s' cannot be looked for: %s".formatted(name, e.getMessage()));
    }
    throw options.error(
        FILES, "there is no file '%s' in any of %s".formatted(name, new LinkedHashSet<>(folders)));
  }

  /** One file, or those that a pattern in the last part of the path matches, by name. */
  private static List<Path> find(Path folder, String name) throws IOException {
    int slash = name.lastIndexOf('/');
    String last = name.substring(slash + 1);
    if (!last.contains("*") && !last.contains("?")) {
      Path file = folder.resolve(name).normalize();
      return Files.isRegularFile(file) ? List.of(file) : List.of();
    }
    Path inside = folder.resolve(name.substring(0, Math.max(0, slash))).normalize();
    if (!Files.isDirectory(inside)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> matching = Files.newDirectoryStream(inside, last)) {
      matching.forEach(files::add);
    }
    return files.stream().filter(Files::isRegularFile).sorted().toList();
  }
}
