package dev.assay.summary;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import dev.assay.statistics.Interval;
import dev.assay.statistics.NormalApproximation;
import dev.assay.statistics.ResampledEstimate;
import java.util.List;

/**
 * A metric's value with what is known of its error.
 *
 * @param value the number; NaN if no example was scored
 * @param standardError its standard error
 * @param interval its 95 % interval
 * @param scored examples that have a score
 * @param failed examples that have none
 */
record Estimate(double value, double standardError, Interval interval, long scored, long failed) {

  /** The metric over the scored ones among these results. */
  static Estimate of(Metric metric, List<ExampleResult> results) {
    List<Score> scores = results.stream().flatMap(r -> r.score().stream()).toList();
    long failed = results.size() - scores.size();
    if (scores.isEmpty()) {
      return new Estimate(Double.NaN, Double.NaN, Interval.UNKNOWN, 0, failed);
    }
    if (metric.aggregation() instanceof Aggregation.Corpus corpus) {
      ResampledEstimate estimate =
          Summarizer.error(
              corpus.resampling(),
              scores.size(),
              drawn -> corpus.statistic().of(PairedDifference.pick(scores, drawn)));
      return new Estimate(
          value(metric, scores),
          estimate.standardError(),
          estimate.interval(),
          scores.size(),
          failed);
    }
    double[] values = PairedDifference.values(metric, scores);
    double mean = value(metric, scores);
    double error = NormalApproximation.standardError(values);
    Interval interval =
        metric.aggregation() instanceof Aggregation.Proportion
            ? NormalApproximation.wilson(mean, values.length)
            : NormalApproximation.around(mean, error);
    return new Estimate(mean, error, interval, scores.size(), failed);
  }

  /** The metric over at least one score. */
  static double value(Metric metric, List<Score> scores) {
    return metric.aggregation() instanceof Aggregation.Corpus corpus
        ? corpus.statistic().of(scores)
        : NormalApproximation.mean(PairedDifference.values(metric, scores));
  }

  /**
   * The plain mean of independent estimates, whatever their sizes. Its interval follows from theirs
   * (Zou and Donner 2008, method of variance estimates recovery): for means it is the usual normal
   * one, and for proportions it stays within [0, 1] and has a width where all answers are right.
   */
  static Estimate meanOf(List<Estimate> parts) {
    int n = parts.size();
    double value = parts.stream().mapToDouble(Estimate::value).sum() / n;
    double below = 0;
    double above = 0;
    double variance = 0;
    for (Estimate part : parts) {
      below += square(part.value() - part.interval().low());
      above += square(part.interval().high() - part.value());
      variance += square(part.standardError());
    }
    return new Estimate(
        value,
        Math.sqrt(variance) / n,
        new Interval(value - Math.sqrt(below) / n, value + Math.sqrt(above) / n),
        parts.stream().mapToLong(Estimate::scored).sum(),
        parts.stream().mapToLong(Estimate::failed).sum());
  }

  private static double square(double x) {
    return x * x;
  }

  /** The estimate as a row of the results, not yet marked. */
  MetricResult row(String model, String benchmark, Metric metric) {
    return new MetricResult(
        model,
        benchmark,
        metric.name(),
        metric.unit(),
        metric.direction(),
        value,
        standardError,
        interval.low(),
        interval.high(),
        scored,
        failed,
        false,
        List.of());
  }
}
