package dev.assay.baselines.replay;

import dev.assay.benchmark.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A file of outputs with, where it lies beside it, the file of right answers.
 *
 * @param outputs its lines
 * @param labels the right answers' lines
 */
record CuteTranscript(CuteFile file, List<String> outputs, Optional<List<String>> labels) {
  private static final int LONGEST_QUOTE = 60;

  static CuteTranscript read(CuteFile file) {
    return new CuteTranscript(
        file,
        TextLines.read(file.path()),
        Files.exists(file.labels())
            ? Optional.of(TextLines.read(file.labels()))
            : Optional.empty());
  }

  List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(file.path()));
    labels.ifPresent(present -> files.add(file.labels()));
    return files;
  }

  /** Why the lines cannot be assigned to the examples, or empty where line i is example i's. */
  Optional<String> mismatch(List<Example> examples) {
    return differentLabel(examples)
        .or(() -> differentCount(examples))
        .map(why -> "%s; nothing of %s is scored".formatted(why, file.path().getFileName()));
  }

  private Optional<String> differentLabel(List<Example> examples) {
    List<String> lines = labels.orElse(List.of());
    for (int i = 0; i < Math.min(lines.size(), examples.size()); i++) {
      Example example = examples.get(i);
      if (!lower(lines.get(i)).equals(lower(example.target()))) {
        return Optional.of(
            "%s was made of other examples: its line %d is %s where example %s expects %s (%d lines, %d examples)"
                .formatted(
                    file.labels().getFileName(),
                    i + 1,
                    quoted(lines.get(i)),
                    quoted(example.id()),
                    quoted(example.target()),
                    lines.size(),
                    examples.size()));
      }
    }
    return labels.isEmpty() || lines.size() == examples.size()
        ? Optional.empty()
        : Optional.of(
            "%s was made of other examples: it has %d lines for %d examples"
                .formatted(file.labels().getFileName(), lines.size(), examples.size()));
  }

  private Optional<String> differentCount(List<Example> examples) {
    int lines = outputs.size();
    int count = examples.size();
    String counts =
        "%s has %d lines for %d examples".formatted(file.path().getFileName(), lines, count);
    if (lines < count) {
      return Optional.of(
          "%s: the recording is incomplete, example %s (line %d) has no output"
              .formatted(counts, quoted(examples.get(lines).id()), lines + 1));
    }
    return lines == count
        ? Optional.empty()
        : Optional.of(
            "%s: some outputs contain line breaks, so no line can be assigned for certain; line %d is the first without an example, %s"
                .formatted(counts, count + 1, firstPartialLine(examples)));
  }

  private String firstPartialLine(List<Example> examples) {
    List<String> targets = examples.stream().map(Example::target).toList();
    OptionalInt line = new LineAlignment(outputs, targets).firstSpareLine();
    return line.isPresent()
        ? "line %d seems to be the first that is only a part of an output (judged by likeness to the right answers)"
            .formatted(line.getAsInt() + 1)
        : "and where the first break lies cannot be told from the right answers";
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String quoted(String text) {
    return "'"
        + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…")
        + "'";
  }
}
