package dev.assay.benchmarks.lmeval.data;

import dev.assay.SetupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Documents in CSV, their columns typed as pandas' {@code read_csv} types them: truths, whole
 * numbers, real numbers (also where a whole number is missing), else texts.
 */
final class CsvFile {
  /** What pandas takes for a missing value (its documentation of {@code na_values}). */
  private static final Set<String> MISSING =
      Set.of(
          "",
          "#N/A",
          "#N/A N/A",
          "#NA",
          "-1.#IND",
          "-1.#QNAN",
          "-NaN",
          "-nan",
          "1.#IND",
          "1.#QNAN",
          "<NA>",
          "N/A",
          "NA",
          "NULL",
          "NaN",
          "None",
          "n/a",
          "nan",
          "null");

  private static final Pattern TRUTH = Pattern.compile("True|TRUE|true|False|FALSE|false");
  private static final Pattern INTEGER = Pattern.compile("\\s*[+-]?\\d{1,18}\\s*");
  private static final Pattern REAL =
      Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");
  private static final Pattern LARGE = Pattern.compile("\\s*[+-]?\\d{19,}\\s*");

  private static final Unreadable TOO_LARGE =
      new Unreadable("a column that holds whole numbers of more than 18 digits");

  private CsvFile() {}

  /**
   * How a file is laid out.
   *
   * @param delimiter between values
   * @param names of the columns; as the first line has them if absent
   * @param header whether there is a first line with names, which given names go before
   */
  record Layout(char delimiter, Optional<List<String>> names, boolean header) {}

  /**
   * Reads a file.
   *
   * @throws SetupException that names the file and line, if a line has too many values
   */
  static Documents read(Path path, Layout layout) {
    List<List<String>> lines = lines(path, layout.delimiter());
    if (lines.isEmpty()) {
      throw new SetupException("%s is empty".formatted(path));
    }
    List<String> names = layout.names().orElse(lines.get(0));
    List<List<String>> body = layout.header() ? lines.subList(1, lines.size()) : lines;
    if (Set.copyOf(names).size() < names.size()) {
      throw new SetupException("%s has two columns of one name: %s".formatted(path, names));
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    body.forEach(line -> rows.add(new LinkedHashMap<>()));
    for (int column = 0; column < names.size(); column++) {
      List<@Nullable Object> values = typed(column(body, column));
      for (int row = 0; row < rows.size(); row++) {
        rows.get(row).put(names.get(column), values.get(row));
      }
    }
    for (int row = 0; row < body.size(); row++) {
      if (body.get(row).size() > names.size()) {
        throw new SetupException(
            "%s, row %d: has %d values for the %d columns %s"
                .formatted(path, row + 1, body.get(row).size(), names.size(), names));
      }
    }
    return new Documents(names, rows);
  }

  private static List<List<String>> lines(Path path, char delimiter) {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter)
            .setIgnoreEmptyLines(true)
            .setRecordSeparator("\n")
            .get();
    try (CSVParser parser = CSVParser.parse(DataFiles.text(path), format)) {
      return parser.stream().map(CSVRecord::toList).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new SetupException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static List<String> column(List<List<String>> lines, int column) {
    return lines.stream().map(line -> column < line.size() ? line.get(column) : "").toList();
  }

  private static List<@Nullable Object> typed(List<String> texts) {
    List<String> present = texts.stream().filter(t -> !MISSING.contains(t)).toList();
    boolean complete = present.size() == texts.size();
    List<@Nullable Object> values = new ArrayList<>();
    if (present.stream().anyMatch(t -> LARGE.matcher(t).matches()) && all(present, REAL)) {
      texts.forEach(t -> values.add(MISSING.contains(t) ? null : TOO_LARGE));
    } else if (all(present, TRUTH)) {
      texts.forEach(t -> values.add(MISSING.contains(t) ? null : Boolean.valueOf(t)));
    } else if (all(present, INTEGER) && complete) {
      texts.forEach(t -> values.add(Long.valueOf(t.strip())));
    } else if (all(present, REAL)) {
      texts.forEach(t -> values.add(MISSING.contains(t) ? null : Double.valueOf(t.strip())));
    } else {
      texts.forEach(t -> values.add(MISSING.contains(t) ? null : t));
    }
    return values;
  }

  private static boolean all(List<String> texts, Pattern pattern) {
    return texts.stream().allMatch(t -> pattern.matcher(t).matches());
  }
}
