package dev.assay.benchmarks.flores;

import dev.assay.benchmarks.DataText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text files that lie beside these classes. */
final class Embedded {
  private Embedded() {}

  static DataText text(String name) {
    try (InputStream in = Embedded.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return DataText.of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** The cells of a tab-separated table, without its header. */
  static List<String[]> table(String name) {
    return text(name).text().lines().skip(1).map(line -> line.split("\t", -1)).toList();
  }
}
