package dev.assay.benchmarks.flores;

import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import java.util.List;

/**
 * Sentences of one language, one a line; the same line of another language's file says the same.
 *
 * @param lines without the whitespace around them, which some published lines have
 * @param sha256 checksum of the file
 */
record Sentences(List<String> lines, String sha256) {

  /**
   * Reads a file of sentences.
   *
   * @param expected how many there must be
   * @throws SetupException if the file is cut off, has a blank line or another number of lines
   */
  static Sentences read(DataText file, int expected) {
    if (!file.text().endsWith("\n")) {
      throw error(
          file, file.text().lines().count(), "the file is cut off: its last line has no end");
    }
    List<String> lines =
        List.of(file.text().substring(0, file.text().length() - 1).split("\n", -1));
    if (lines.size() != expected) {
      throw error(file, lines.size(), "%,d lines, %,d expected".formatted(lines.size(), expected));
    }
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        throw error(file, i + 1, "a blank line; every line must be a sentence");
      }
    }
    return new Sentences(lines.stream().map(String::strip).toList(), file.sha256());
  }

  private static SetupException error(DataText file, long line, String what) {
    return new SetupException(
        "%s, line %d: %s; get the published file with `assay data pull flores101`"
            .formatted(file.name(), Math.max(line, 1), what));
  }
}
