package dev.assay.statistics;

/**
 * How small a true difference a paired comparison would still find: with a probability of 80 %, in
 * a two-sided test at 5 %. A comparison that finds nothing has only ruled out more than that.
 * Normal approximations, before any adjustment for many tests.
 */
public final class DetectableDifference {
  /** The 80 % quantile of the standard normal distribution. */
  private static final double Z_80 = 0.8416212335729143;

  private static final double Z_95 = NormalApproximation.Z_95;

  private DetectableDifference() {}

  /**
   * For a mean of real differences, from their observed spread; NaN where there is none to see.
   *
   * @param differences one for each example
   */
  public static double ofMean(double[] differences) {
    return ofError(NormalApproximation.standardError(differences));
  }

  /** For any difference whose standard error is known; NaN where it is not. */
  public static double ofError(double standardError) {
    return standardError > 0 ? (Z_95 + Z_80) * standardError : Double.NaN;
  }

  /**
   * For shares of right answers (Connor 1987), in [0, 1]. A difference needs at least as large a
   * share of examples on which the two disagree: where the observed share is smaller, as when two
   * runs agree everywhere, just that much disagreement is assumed. NaN where there are too few
   * examples to find anything.
   *
   * @param discordant examples that one got right and the other wrong
   * @param n all examples
   */
  public static double ofShare(long discordant, long n) {
    double share = (double) discordant / n;
    double rest = n - Z_95 * Z_95 + Z_80 * Z_80;
    double found =
        Math.sqrt(share) * (Z_95 * Math.sqrt(n) + Z_80 * Math.sqrt(rest)) / (n + Z_80 * Z_80);
    return found < share ? found : ofDisagreementOneWay(n);
  }

  /** Solves √(nδ) = z₉₅ + z₈₀ √(1 − δ), which is quadratic in √(1 − δ). */
  private static double ofDisagreementOneWay(long n) {
    double excess = n - Z_95 * Z_95;
    if (excess < 0) {
      return Double.NaN;
    }
    double product = Z_95 * Z_80;
    double root =
        (Math.sqrt(product * product + (n + Z_80 * Z_80) * excess) - product) / (n + Z_80 * Z_80);
    return 1 - root * root;
  }
}
