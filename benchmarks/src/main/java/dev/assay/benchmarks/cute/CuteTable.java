package dev.assay.benchmarks.cute;

import dev.assay.SetupException;
import dev.assay.benchmark.Example;
import dev.assay.benchmarks.DataText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a table of CUTE: tab-separated, a header, one example a line. Cells are taken as they are;
 * there is no quoting, because the published files hold no double quote and an answer ends at one.
 */
final class CuteTable {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setDelimiter('\t')
          .setQuote(null)
          .setIgnoreEmptyLines(false)
          .get();

  private final CuteTask task;
  private final DataText file;

  private CuteTable(CuteTask task, DataText file) {
    this.task = task;
    this.file = file;
  }

  /**
   * The examples of a table, with the row's index from 0 as id.
   *
   * @throws SetupException if the table is cut off or malformed, naming the line
   */
  static List<Example> read(CuteTask task, DataText file) {
    return new CuteTable(task, file).examples();
  }

  private List<Example> examples() {
    if (!file.text().endsWith("\n")) {
      long line = file.text().lines().count();
      throw error(Math.max(line, 1), "the file is cut off: its last line has no end");
    }
    List<Example> examples = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(file.text(), FORMAT)) {
      for (CSVRecord row : parser) {
        if (row.getRecordNumber() == 1) {
          checkHeader(row.toList());
        } else {
          examples.add(example(row.getRecordNumber(), row.toList()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory always reads", e);
    }
    if (examples.isEmpty()) {
      throw error(1, "no examples follow the header");
    }
    return List.copyOf(examples);
  }

  private void checkHeader(List<String> header) {
    if (!header.equals(task.columns())) {
      throw error(1, "wrong header: " + String.join(", ", header));
    }
  }

  private Example example(long line, List<String> cells) {
    List<String> columns = task.columns();
    if (cells.size() != columns.size()) {
      throw error(line, "%d cells, %d expected".formatted(cells.size(), columns.size()));
    }
    Map<String, String> inputs = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      if (cell.isEmpty()) {
        throw error(line, "the cell in column " + columns.get(i) + " is empty");
      }
      if (cell.indexOf('"') >= 0) {
        throw error(line, "a double quote in column " + columns.get(i) + ", where answers end");
      }
      if (i < task.inputs()) {
        inputs.put(columns.get(i), cell);
      }
    }
    return new Example(Long.toString(line - 2), inputs, cells.get(task.inputs()));
  }

  private SetupException error(long line, String what) {
    return new SetupException(
        "%s, line %d: %s. Expected are tab-separated columns %s; get the published file with `assay data pull cute`."
            .formatted(file.name(), line, what, String.join(", ", task.columns())));
  }
}
