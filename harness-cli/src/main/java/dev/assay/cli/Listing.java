package dev.assay.cli;

import dev.assay.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Things of one kind that the user can name.
 *
 * @param columns names of their properties
 * @param rows their properties: texts, numbers, truth values
 */
record Listing(List<String> columns, List<List<Object>> rows) {

  /** As a table for people. */
  void print(Terminal terminal) {
    List<String> header = columns.stream().map(c -> c.toUpperCase(Locale.ROOT)).toList();
    List<List<String>> cells =
        rows.stream().map(row -> row.stream().map(Listing::cell).toList()).toList();
    new Table(header, cells).lines(terminal.width()).forEach(terminal.out()::println);
  }

  private static String cell(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "yes" : "no";
    }
    return value instanceof Number number
        ? Quantity.count(number.longValue())
        : String.valueOf(value);
  }

  /** As JSON for programs: a list of objects. */
  String json() {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (List<Object> row : rows) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        object.put(columns.get(i), row.get(i));
      }
      objects.add(object);
    }
    return Json.line(objects);
  }
}
