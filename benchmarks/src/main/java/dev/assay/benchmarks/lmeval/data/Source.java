package dev.assay.benchmarks.lmeval.data;

import dev.assay.SetupException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the documents of a task lie.
 *
 * @param origin the task file, as errors name it
 * @param format {@code json}, {@code csv}, {@code parquet} or {@code text}
 * @param files by split
 * @param options of the format, such as {@code field} or {@code delimiter}
 */
public record Source(
    String origin, String format, Map<String, List<Path>> files, Map<String, Object> options) {
  /** The options that each format understands. */
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "json",
          Set.of("field"),
          "csv",
          Set.of("sep", "delimiter", "column_names", "names", "header"),
          "parquet",
          Set.of(),
          "text",
          Set.of("sample_by"));

  /**
   * Checks format and options.
   *
   * @throws SetupException if one of them is not known
   */
  public Source {
    Set<String> known = OPTIONS.get(format);
    if (known == null) {
      throw SetupException.unknownName("format of data in " + origin, format, OPTIONS.keySet());
    }
    for (String option : options.keySet()) {
      if (!known.contains(option)) {
        Set<String> valid = new TreeSet<>(known);
        valid.add("data_files");
        throw SetupException.unknownName(
            "key of dataset_kwargs for %s in %s".formatted(format, origin), option, valid);
      }
    }
  }

  /**
   * The files of a split.
   *
   * @throws SetupException if there is no such split
   */
  public List<Path> files(String split) {
    List<Path> paths = files.get(split);
    if (paths == null) {
      throw SetupException.unknownName("split in " + origin, split, files.keySet());
    }
    return paths;
  }

  /**
   * Reads the documents of a split.
   *
   * @throws SetupException if there is no such split, or a file cannot be read
   */
  public Documents documents(String split) {
    List<Path> paths = files(split);
    return switch (format) {
      case "json" -> json(paths);
      case "csv" -> joined(paths.stream().map(p -> CsvFile.read(p, layout(p))).toList());
      case "parquet" -> joined(paths.stream().map(ParquetFile::read).toList());
      default -> text(paths);
    };
  }

  private Documents json(List<Path> paths) {
    Optional<String> field = Optional.ofNullable(options.get("field")).map(String::valueOf);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    paths.forEach(path -> rows.addAll(JsonFile.read(path, field)));
    return JsonColumns.of(rows);
  }

  private Documents text(List<Path> paths) {
    String sample = String.valueOf(options.getOrDefault("sample_by", "line"));
    TextFile.Sample by;
    try {
      by = TextFile.Sample.valueOf(sample.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw SetupException.unknownName(
          "sample_by in " + origin, sample, List.of("line", "paragraph", "document"));
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Path path : paths) {
      TextFile.read(path, by).forEach(text -> rows.add(Map.of("text", text)));
    }
    return new Documents(List.of("text"), rows);
  }

  /** Of files of one split all must have the same columns. */
  private Documents joined(List<Documents> parts) {
    List<String> fields = parts.get(0).fields();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Documents part : parts) {
      if (!part.fields().equals(fields)) {
        throw new SetupException(
            "%s: the files of one split have different columns: %s and %s"
                .formatted(origin, fields, part.fields()));
      }
      rows.addAll(part.rows());
    }
    return new Documents(fields, rows);
  }

  private CsvFile.Layout layout(Path path) {
    Object separator = options.getOrDefault("delimiter", options.get("sep"));
    boolean tabs = separator == null && path.toString().toLowerCase(Locale.ROOT).endsWith(".tsv");
    String delimiter = tabs ? "\t" : separator == null ? "," : separator.toString();
    if (delimiter.length() != 1) {
      throw new SetupException(
          "%s: the delimiter must be one character, not '%s'".formatted(origin, delimiter));
    }
    Object names = options.getOrDefault("column_names", options.get("names"));
    Optional<List<String>> columns =
        names instanceof List<?> list
            ? Optional.of(list.stream().map(String::valueOf).toList())
            : Optional.empty();
    boolean header = columns.isEmpty() || Long.valueOf(0).equals(options.get("header"));
    return new CsvFile.Layout(delimiter.charAt(0), columns, header);
  }
}
