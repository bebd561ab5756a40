package dev.assay.statistics;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
  /** The interval of a number about which nothing is known. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

  /** Whether a value lies within, the ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Whether a value certainly lies outside; an unknown interval excludes nothing. */
  public boolean excludes(double value) {
    return value < low || value > high;
  }
}
