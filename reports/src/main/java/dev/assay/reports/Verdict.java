package dev.assay.reports;

import dev.assay.benchmark.Metric.Direction;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;

/** What a benchmark's main metric says of one answer. */
enum Verdict {
  RIGHT("right"),
  WRONG("wrong"),
  /** A share between wrong and right. */
  PARTLY("partly right"),
  /** Scored by a metric that knows no right and wrong. */
  SCORED("scored"),
  FAILED("failed");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  static Verdict of(ExampleResult result, MetricResult metric) {
    if (result.failure().isPresent()) {
      return FAILED;
    }
    double value = value(result, metric);
    if (!metric.unit().equals("%") || Double.isNaN(value)) {
      return SCORED;
    }
    double goodness = metric.direction() == Direction.HIGHER ? value : 1 - value;
    return goodness >= 1 ? RIGHT : goodness <= 0 ? WRONG : PARTLY;
  }

  /** The example's own value of a metric; NaN where it has none. */
  static double value(ExampleResult result, MetricResult metric) {
    return result.score().map(s -> s.values().get(metric.metric())).orElse(Double.NaN);
  }
}
