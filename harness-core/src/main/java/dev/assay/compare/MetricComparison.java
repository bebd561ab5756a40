package dev.assay.compare;

import dev.assay.benchmark.Metric.Direction;
import dev.assay.result.MetricResult;
import java.util.Optional;

/**
 * One number of two runs, over the examples that have it in both.
 *
 * @param benchmark the benchmark's name
 * @param metric the metric's name
 * @param unit {@code "%"} for a share shown as per cent
 * @param direction which way is better
 * @param modelA the model's name in the first run
 * @param modelB the model's name in the second run
 * @param examples examples in both; where nothing was compared 0
 * @param a the first run's value over these; where nothing was compared that of the whole run
 * @param b the second run's value, likewise
 * @param difference b less a; NaN where nothing was compared
 * @param low lower end of its 95 % interval, a paired bootstrap or what the benchmark asks for
 * @param high upper end of that interval
 * @param wins examples on which the second run is better; 0 for numbers of a whole corpus
 * @param losses examples on which the first run is better; likewise
 * @param ties the other examples
 * @param test whether the difference may be chance; empty where nothing was compared
 * @param verdict what follows
 * @param reason why nothing was compared; empty where it was
 */
public record MetricComparison(
    String benchmark,
    String metric,
    String unit,
    Direction direction,
    String modelA,
    String modelB,
    long examples,
    double a,
    double b,
    double difference,
    double low,
    double high,
    long wins,
    long losses,
    long ties,
    Optional<PairedTest> test,
    Verdict verdict,
    Optional<String> reason) {
  private static final double SIGNIFICANT = 0.05;

  /** A number that both runs have and that nothing can be said of. */
  static MetricComparison notCompared(MetricResult a, MetricResult b, String reason) {
    return new MetricComparison(
        a.benchmark(),
        a.metric(),
        a.unit(),
        a.direction(),
        a.model(),
        b.model(),
        0,
        a.value(),
        b.value(),
        Double.NaN,
        Double.NaN,
        Double.NaN,
        0,
        0,
        0,
        Optional.empty(),
        Verdict.NOT_COMPARED,
        Optional.of(reason));
  }

  /** A tested number; its p-value is not adjusted yet. */
  static MetricComparison of(MetricResult a, MetricResult b, PairedNumbers values) {
    PairedNumbers.Outcome outcome = values.outcome();
    boolean higher = a.direction() == Direction.HIGHER;
    return new MetricComparison(
        a.benchmark(),
        a.metric(),
        a.unit(),
        a.direction(),
        a.model(),
        b.model(),
        values.size(),
        values.valueA(),
        values.valueB(),
        values.valueB() - values.valueA(),
        outcome.interval().low(),
        outcome.interval().high(),
        higher ? values.rises() : values.falls(),
        higher ? values.falls() : values.rises(),
        values.size() - values.rises() - values.falls(),
        Optional.of(outcome.test()),
        Verdict.NO_DIFFERENCE_TOLD,
        Optional.empty());
  }

  /**
   * The same with its verdict.
   *
   * @param p the adjusted p-value
   * @param tests how many tests it was adjusted for
   */
  MetricComparison judged(double p, int tests) {
    return new MetricComparison(
        benchmark,
        metric,
        unit,
        direction,
        modelA,
        modelB,
        examples,
        a,
        b,
        difference,
        low,
        high,
        wins,
        losses,
        ties,
        test.map(t -> t.withAdjusted(p)),
        verdict(p, tests),
        reason);
  }

  private Verdict verdict(double p, int tests) {
    if (p < SIGNIFICANT) {
      return isBetter(a, b) ? Verdict.BETTER : Verdict.WORSE;
    }
    // The p-value of both tests if all examples differed and spoke for the same run.
    double smallest = Math.pow(2, 1.0 - examples);
    return smallest * tests < SIGNIFICANT ? Verdict.NO_DIFFERENCE_TOLD : Verdict.TOO_FEW_EXAMPLES;
  }

  /** Whether an example's or the run's value became better. */
  boolean isBetter(double before, double after) {
    return direction == Direction.HIGHER ? after > before : after < before;
  }
}
