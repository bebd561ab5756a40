package dev.assay.summary;

import dev.assay.benchmark.Metric;
import dev.assay.result.MetricResult;
import dev.assay.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Marks the best row of a table and the rows that a paired test cannot tell from it. */
final class BestAndTied {
  private BestAndTied() {}

  /** Gives the interval of the paired difference between two models. */
  @FunctionalInterface
  interface Comparison {
    Interval between(String best, String other);
  }

  static List<MetricResult> marked(List<MetricResult> rows, Comparison comparison) {
    Optional<MetricResult> best =
        rows.stream().filter(r -> !Double.isNaN(r.value())).reduce((a, b) -> better(b, a) ? b : a);
    if (best.isEmpty()) {
      return rows;
    }
    List<String> tied = new ArrayList<>();
    for (MetricResult row : rows) {
      if (row != best.get()
          && !Double.isNaN(row.value())
          && comparison.between(best.get().model(), row.model()).contains(0)) {
        tied.add(row.model());
      }
    }
    return rows.stream()
        .map(
            r ->
                r.value() == best.get().value() ? marked(r, r == best.get() ? tied : List.of()) : r)
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
