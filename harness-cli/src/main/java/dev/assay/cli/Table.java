package dev.assay.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A text table: numbers to the right, words to the left, two spaces between the columns.
 *
 * @param header the columns' names
 * @param rows the cells; every row has as many as the header
 */
record Table(List<String> header, List<List<String>> rows) {
  private static final String GAP = "  ";

  Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * The table's lines.
   *
   * @param width where to wrap the last column; 0 for nowhere
   */
  List<String> lines(int width) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    int columns = header.size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      right[c] = !rows.isEmpty();
      for (List<String> row : all) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
      for (List<String> row : rows) {
        right[c] &= isNumber(row.get(c));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns - 1; c++) {
        line.append(padded(row.get(c), widths[c], right[c])).append(GAP);
      }
      String last =
          padded(row.get(columns - 1), right[columns - 1] ? widths[columns - 1] : 0, true);
      lines.addAll(wrapped(line.toString(), last, width));
    }
    return lines;
  }

  private static boolean isNumber(String cell) {
    return cell.isEmpty() || cell.equals("–") || "≤<~+−0123456789".indexOf(cell.charAt(0)) >= 0;
  }

  private static String padded(String text, int width, boolean right) {
    String space = " ".repeat(Math.max(0, width - text.length()));
    return right ? space + text : text + space;
  }

  /** Breaks the last cell at spaces, its further lines set below its first. */
  private static List<String> wrapped(String line, String last, int width) {
    int room = width - line.length();
    List<String> lines = new ArrayList<>();
    String before = line;
    String rest = last;
    while (room >= 20 && rest.length() > room) {
      int space = rest.lastIndexOf(' ', room);
      int end = space > 0 ? space : room;
      lines.add((before + rest.substring(0, end)).stripTrailing());
      before = " ".repeat(line.length());
      rest = rest.substring(end).strip();
    }
    lines.add((before + rest).stripTrailing());
    return lines;
  }
}
