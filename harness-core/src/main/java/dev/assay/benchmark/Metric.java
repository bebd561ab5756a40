package dev.assay.benchmark;

/**
 * One number that a benchmark reports.
 *
 * @param name the name in tables and CSV, for example {@code exact_match}
 * @param unit {@code "%"} for a share shown as per cent, else a unit or the empty string
 * @param direction which way is better
 * @param aggregation how example scores become the number
 */
public record Metric(String name, String unit, Direction direction, Aggregation aggregation) {
  /** Which way is better. */
  public enum Direction {
    HIGHER,
    LOWER
  }

  /** A share of right answers in [0, 1], shown in per cent, with a Wilson interval. */
  public static Metric accuracy(String name) {
    return new Metric(name, "%", Direction.HIGHER, new Aggregation.Proportion());
  }

  /** Whether a is better than b. */
  public boolean better(double a, double b) {
    return direction == Direction.HIGHER ? a > b : a < b;
  }
}
