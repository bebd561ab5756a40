package dev.assay.reports;

import dev.assay.result.ExampleResult;
import dev.assay.statistics.Interval;
import dev.assay.summary.PairedDifference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The paired difference of two shares over the examples that have both.
 *
 * @param mean the first less the second, in [−1, 1]; NaN without examples
 * @param known its 95 % interval
 * @param examples how many
 */
record PairedPoints(double mean, Interval known, int examples) {
  /** A longer interval leaves room for differences beyond five points on either side. */
  private static final double TOO_LONG = 0.1;

  /**
   * With fewer examples two shares may differ by five points and show no difference at all: after n
   * examples without one, three in n is the upper end of its interval.
   */
  private static final int TOO_FEW = 60;

  /** The first results' values of a metric less the second ones' of another. */
  static PairedPoints of(
      List<ExampleResult> first, String metric, List<ExampleResult> second, String other) {
    Map<String, Double> others = new HashMap<>();
    second.forEach(r -> others.put(r.example(), value(r, other)));
    double[] differences =
        first.stream()
            .mapToDouble(r -> value(r, metric) - others.getOrDefault(r.example(), Double.NaN))
            .filter(d -> !Double.isNaN(d))
            .toArray();
    return new PairedPoints(
        DoubleStream.of(differences).average().orElse(Double.NaN),
        PairedDifference.interval(differences),
        differences.length);
  }

  private static double value(ExampleResult result, String metric) {
    return result.score().map(s -> s.values().get(metric)).orElse(Double.NaN);
  }

  boolean above() {
    return known.low() > 0;
  }

  boolean below() {
    return known.high() < 0;
  }

  /** Whether the interval holds zero and is short enough to speak of no difference. */
  boolean equal() {
    return examples >= TOO_FEW && known.contains(0) && known.high() - known.low() <= TOO_LONG;
  }

  /** The difference with its sign, in points. */
  String points() {
    return Figures.difference(mean, "%");
  }

  /** Its size in points. */
  String size() {
    return Figures.metric(Math.abs(mean), "%");
  }

  /** The interval, in points; empty where unknown. */
  String interval() {
    return Double.isNaN(known.low())
        ? ""
        : "[%s, %s]".formatted(Figures.metric(known.low(), "%"), Figures.metric(known.high(), "%"));
  }

  /** The interval turned round, for the second less the first. */
  String reversedInterval() {
    return new PairedPoints(-mean, new Interval(-known.high(), -known.low()), examples).interval();
  }
}
