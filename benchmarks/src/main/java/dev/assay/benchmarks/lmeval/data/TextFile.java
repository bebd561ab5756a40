package dev.assay.benchmarks.lmeval.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Plain text: documents with the one field {@code text}. */
final class TextFile {
  private TextFile() {}

  /** What a document is. */
  enum Sample {
    LINE,
    PARAGRAPH,
    DOCUMENT
  }

  /** The texts of a file's documents; line breaks are {@code \n}. */
  static List<String> read(Path path, Sample sample) {
    String text = DataFiles.text(path).replaceAll("\\r\\n?", "\n");
    return switch (sample) {
      case DOCUMENT -> List.of(text);
      case PARAGRAPH -> Stream.of(text.split("\n\n", -1)).filter(p -> !p.isEmpty()).toList();
      case LINE -> {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        boolean ended = lines.get(lines.size() - 1).isEmpty();
        yield ended ? lines.subList(0, lines.size() - 1) : lines;
      }
    };
  }
}
