package dev.assay.history;

import dev.assay.benchmark.Metric.Direction;
import java.util.List;

/**
 * One number of one model over time. All its points were measured alike: another version of the
 * benchmark, other data, another seed or another number of examples makes another series.
 *
 * @param model the model's name
 * @param benchmark the benchmark's or group's name
 * @param metric the metric's name, or that of a cost
 * @param unit {@code "%"} for a share shown as per cent
 * @param direction which way is better
 * @param setup what all points have in common, in words
 * @param points by the runs' start, the oldest first; at least one
 */
public record Series(
    String model,
    String benchmark,
    String metric,
    String unit,
    Direction direction,
    String setup,
    List<Point> points) {
  public Series {
    points = List.copyOf(points);
  }

  /**
   * The number of one run.
   *
   * @param run the run's identity
   * @param started when the run began, ISO 8601 in UTC
   * @param value the number
   * @param low lower end of its 95 % interval; NaN where it has none
   * @param high upper end of its 95 % interval; NaN where it has none
   * @param failed examples that failed and are not in the number
   */
  public record Point(
      String run, String started, double value, double low, double high, long failed) {
    /** The beginning of the run's identity. */
    public String shortRun() {
      return RecordedRun.shortened(run);
    }
  }

  /** The numbers alone. */
  public double[] values() {
    return points.stream().mapToDouble(Point::value).toArray();
  }

  /** The same series from its last points on. */
  Series last(int most) {
    int size = points.size();
    return new Series(
        model,
        benchmark,
        metric,
        unit,
        direction,
        setup,
        points.subList(Math.max(0, size - most), size));
  }
}
