package dev.assay.summary;

import dev.assay.benchmark.Metric;
import dev.assay.result.MetricResult;
import dev.assay.statistics.Interval;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Marks the best rows of a table and the rows that a paired test cannot tell from them. */
final class BestAndTied {
  private final Set<String> competing;

  /**
   * Marks among these models.
   *
   * @param competing names of the models that do not look at the answers
   */
  BestAndTied(Set<String> competing) {
    this.competing = Set.copyOf(competing);
  }

  /** Gives the interval of the paired difference between two models. */
  @FunctionalInterface
  interface Comparison {
    Interval between(String best, String other);
  }

  /** The rows of one metric, one for each model, with the best marked. */
  List<MetricResult> marked(List<MetricResult> rows, Comparison comparison) {
    List<MetricResult> candidates =
        rows.stream()
            .filter(r -> competing.contains(r.model()) && !Double.isNaN(r.value()))
            .toList();
    Predicate<MetricResult> best =
        row -> candidates.contains(row) && candidates.stream().noneMatch(r -> better(r, row));
    return rows.stream()
        .map(row -> best.test(row) ? marked(row, tied(row, candidates, comparison)) : row)
        .toList();
  }

  /** A difference that cannot be known is no reason to call one model better. */
  private static List<String> tied(
      MetricResult best, List<MetricResult> candidates, Comparison comparison) {
    return candidates.stream()
        .filter(row -> row != best)
        .filter(
            row ->
                row.value() == best.value()
                    || !comparison.between(best.model(), row.model()).excludes(0))
        .map(MetricResult::model)
        .toList();
  }

  private static boolean better(MetricResult a, MetricResult b) {
    return a.direction() == Metric.Direction.HIGHER ? a.value() > b.value() : a.value() < b.value();
  }

  private static MetricResult marked(MetricResult r, List<String> tied) {
    return new MetricResult(
        r.model(),
        r.benchmark(),
        r.metric(),
        r.unit(),
        r.direction(),
        r.value(),
        r.standardError(),
        r.low(),
        r.high(),
        r.scored(),
        r.failed(),
        true,
        tied);
  }
}
