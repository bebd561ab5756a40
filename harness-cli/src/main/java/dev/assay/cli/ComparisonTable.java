package dev.assay.cli;

import dev.assay.compare.FlippedExample;
import dev.assay.compare.MetricComparison;
import dev.assay.compare.PairedTest;
import dev.assay.compare.RunComparison;
import dev.assay.statistics.Adjustment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A comparison of two runs for people: a line for each number, and the flipped examples. */
final class ComparisonTable {
  private static final int LONGEST_TEXT = 40;

  private final RunComparison comparison;
  private final boolean severalModels;

  ComparisonTable(RunComparison comparison) {
    this.comparison = comparison;
    this.severalModels =
        comparison.metrics().stream().map(MetricComparison::modelA).distinct().count() > 1;
  }

  /** The numbers. */
  Table numbers() {
    List<String> header = new ArrayList<>(List.of("BENCHMARK", "METRIC"));
    if (severalModels) {
      header.add("MODEL");
    }
    header.addAll(
        List.of("EXAMPLES", "A", "B", "DIFFERENCE", "P ADJUSTED", "DETECTABLE", "VERDICT"));
    return new Table(header, comparison.metrics().stream().map(this::row).toList());
  }

  private List<String> row(MetricComparison m) {
    List<String> row = new ArrayList<>();
    row.add(OneLine.of(m.benchmark()));
    row.add(OneLine.of(m.metric() + (m.unit().isEmpty() ? "" : " " + m.unit())));
    if (severalModels) {
      row.add(OneLine.of(m.modelA()));
    }
    row.add(m.test().isPresent() ? Quantity.count(m.examples()) : "–");
    row.add(number(m, m.a(), ""));
    row.add(number(m, m.b(), ""));
    row.add(
        m.test().isEmpty()
            ? "–"
            : "%s [%s, %s]"
                .formatted(
                    number(m, m.difference(), "+"),
                    number(m, m.low(), "+"),
                    number(m, m.high(), "+")));
    row.add(m.test().map(t -> Figure.p(t.adjusted())).orElse(Figure.NONE));
    row.add(number(m, m.test().map(PairedTest::detectable).orElse(Double.NaN), ""));
    row.add(m.verdict().words() + m.reason().map(r -> ": " + OneLine.of(r)).orElse(""));
    return row;
  }

  private static String number(MetricComparison m, double value, String plus) {
    return Figure.of(value, m.unit(), Math.max(Math.abs(m.a()), Math.abs(m.b())), plus);
  }

  /** What the columns mean. */
  static List<String> legend(Adjustment adjustment) {
    return List.of(
        "Difference: B less A on the same examples, with its 95 % interval. P adjusted: for all tests",
        "here (%s). Detectable: the smallest true difference that such a"
            .formatted(adjustment.words()),
        "comparison finds in four of five cases; what is smaller may be there unseen.");
  }

  /**
   * The flipped examples; empty if there are none or none are wanted.
   *
   * @param most most examples of each benchmark
   */
  List<String> flips(int most) {
    Map<String, List<FlippedExample>> byBenchmark = new LinkedHashMap<>();
    for (FlippedExample flip : comparison.flips()) {
      byBenchmark.computeIfAbsent(flip.benchmark(), b -> new ArrayList<>()).add(flip);
    }
    if (most == 0 || byBenchmark.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    byBenchmark.forEach(
        (benchmark, flips) -> {
          lines.add("");
          lines.add(
              "%s: %s, %s by B"
                  .formatted(
                      OneLine.of(benchmark),
                      Quantity.count(flips.size(), "flipped example"),
                      Quantity.count(flips.stream().filter(FlippedExample::better).count())
                          + " won"));
          lines.addAll(table(flips.stream().limit(most)).lines(0));
        });
    return lines;
  }

  private Table table(Stream<FlippedExample> flips) {
    List<String> header = new ArrayList<>(List.of("EXAMPLE", "RIGHT"));
    if (severalModels) {
      header.add("MODEL");
    }
    header.addAll(List.of("TARGET", "ANSWER OF A", "ANSWER OF B"));
    return new Table(header, flips.map(this::row).toList());
  }

  private List<String> row(FlippedExample flip) {
    List<String> row = new ArrayList<>();
    row.add(OneLine.of(flip.example(), LONGEST_TEXT));
    row.add(flip.better() ? "B" : "A");
    if (severalModels) {
      row.add(OneLine.of(flip.modelA()));
    }
    row.add(OneLine.of(flip.target(), LONGEST_TEXT));
    row.add(OneLine.of(flip.answerA(), LONGEST_TEXT));
    row.add(OneLine.of(flip.answerB(), LONGEST_TEXT));
    return row;
  }
}
