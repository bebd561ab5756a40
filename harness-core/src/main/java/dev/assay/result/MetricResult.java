package dev.assay.result;

import dev.assay.benchmark.Metric.Direction;
import java.util.List;

/**
 * One number of one model on one benchmark (or on a group, as the plain mean of its benchmarks).
 *
 * <p>The number is over the scored examples only. A model that fails on hard examples may so look
 * better than it is: whoever shows the number shows {@code failed} beside it.
 *
 * @param model the model's name
 * @param benchmark the benchmark's or group's name
 * @param metric the metric's name
 * @param unit {@code "%"} for a share shown as per cent
 * @param direction which way is better
 * @param value the number; NaN if no example was scored
 * @param standardError its standard error; NaN where it is unknown
 * @param low lower end of the 95 % confidence interval
 * @param high upper end of the 95 % confidence interval
 * @param scored examples that have a score
 * @param failed examples that failed and are not in the value
 * @param best whether the model competes and no other competing model has a better value
 * @param tiedWith on rows marked best, the other competing models that a paired test cannot tell
 *     from this one; see {@link RunSummary}
 */
public record MetricResult(
    String model,
    String benchmark,
    String metric,
    String unit,
    Direction direction,
    double value,
    double standardError,
    double low,
    double high,
    long scored,
    long failed,
    boolean best,
    List<String> tiedWith) {
  public MetricResult {
    tiedWith = List.copyOf(tiedWith);
  }
}
