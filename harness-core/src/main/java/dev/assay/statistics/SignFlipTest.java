package dev.assay.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;

/**
 * Paired permutation test (Fisher 1935): whether the mean of paired differences may be zero. If the
 * two values of a pair could as well be exchanged, every difference could as well have the other
 * sign; the p-value is the share of sign patterns whose sum is at least as far from zero as the
 * observed one. All patterns are tried for up to {@value #MOST_ENUMERATED} differences that are not
 * zero; beyond that patterns are drawn, and the observed one counts as drawn too (Phipson and Smyth
 * 2010), so that no p-value is zero.
 *
 * @param draws how many patterns to draw where there are too many to try
 * @param seed seed of the draws: the same differences and seed give the same p-value
 */
public record SignFlipTest(int draws, long seed) {
  /** Most differences of which every sign pattern is tried. */
  static final int MOST_ENUMERATED = 16;

  /**
   * The two-sided p-value in (0, 1]; 1 where no difference is other than zero.
   *
   * @param differences one for each pair
   */
  public double pValue(double[] differences) {
    double threshold = Math.abs(sum(differences)) - slack(differences);
    return share(differences, sum -> Math.abs(sum) >= threshold);
  }

  /**
   * The one-sided p-value in (0, 1] of whether the mean is below zero.
   *
   * @param differences one for each pair
   */
  public double pValueOfLoss(double[] differences) {
    double threshold = sum(differences) + slack(differences);
    return share(differences, sum -> sum <= threshold);
  }

  private static double sum(double[] differences) {
    return Arrays.stream(differences).filter(d -> d != 0).reduce(0, Double::sum);
  }

  /** Sums that differ only in rounding are equal. */
  private static double slack(double[] differences) {
    return 1e-12 * Arrays.stream(differences).map(Math::abs).sum();
  }

  private double share(double[] differences, DoublePredicate extreme) {
    // A zero has no sign: it adds nothing to any pattern.
    double[] signed = Arrays.stream(differences).filter(d -> d != 0).toArray();
    return signed.length <= MOST_ENUMERATED ? ofAll(signed, extreme) : ofDrawn(signed, extreme);
  }

  private static double ofAll(double[] signed, DoublePredicate isExtreme) {
    long patterns = 1L << signed.length;
    long extreme = 0;
    for (long pattern = 0; pattern < patterns; pattern++) {
      double sum = 0;
      for (int i = 0; i < signed.length; i++) {
        sum += (pattern >>> i & 1) == 0 ? signed[i] : -signed[i];
      }
      if (isExtreme.test(sum)) {
        extreme++;
      }
    }
    return (double) extreme / patterns;
  }

  private double ofDrawn(double[] signed, DoublePredicate isExtreme) {
    SplittableRandom random = new SplittableRandom(seed);
    long extreme = 0;
    for (int draw = 0; draw < draws; draw++) {
      double sum = 0;
      long pattern = 0;
      for (int i = 0; i < signed.length; i++) {
        pattern = i % Long.SIZE == 0 ? random.nextLong() : pattern >>> 1;
        sum += (pattern & 1) == 0 ? signed[i] : -signed[i];
      }
      if (isExtreme.test(sum)) {
        extreme++;
      }
    }
    return (extreme + 1.0) / (draws + 1.0);
  }
}
