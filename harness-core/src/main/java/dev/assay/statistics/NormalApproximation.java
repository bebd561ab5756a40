package dev.assay.statistics;

/** Standard errors of means and the intervals that follow from them and for proportions. */
public final class NormalApproximation {
  /** The 97.5 % quantile of the standard normal distribution, for 95 % intervals. */
  public static final double Z_95 = 1.959963984540054;

  private NormalApproximation() {}

  /** Arithmetic mean; NaN without values. */
  public static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /**
   * Sample standard deviation (n − 1) over √n, as lm-evaluation-harness reports it; NaN below two
   * values.
   */
  public static double standardError(double[] values) {
    int n = values.length;
    if (n < 2) {
      return Double.NaN;
    }
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (n - 1) / n);
  }

  /** 95 % interval of a mean. */
  public static Interval around(double mean, double standardError) {
    return new Interval(mean - Z_95 * standardError, mean + Z_95 * standardError);
  }

  /**
   * 95 % score interval of a proportion (Wilson 1927): unlike the one above it stays within [0, 1]
   * and says something where all answers are right.
   *
   * @param proportion observed share in [0, 1]
   * @param n number of observations
   */
  public static Interval wilson(double proportion, long n) {
    if (n == 0) {
      return Interval.UNKNOWN;
    }
    double z2 = Z_95 * Z_95;
    double centre = (proportion + z2 / (2 * n)) / (1 + z2 / n);
    double half =
        Z_95 / (1 + z2 / n) * Math.sqrt(proportion * (1 - proportion) / n + z2 / (4.0 * n * n));
    // The ends meet the proportion at 0 and 1; rounding must not move them past it.
    double low = Math.min(Math.max(0, centre - half), proportion);
    return new Interval(low, Math.max(Math.min(1, centre + half), proportion));
  }
}
