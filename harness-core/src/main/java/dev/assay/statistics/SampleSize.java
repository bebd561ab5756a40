package dev.assay.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How many examples a paired one-sided comparison needs, so that it finds a true loss of a given
 * size with a given probability. With as many, it rules such a loss out about as probably where
 * there is none.
 *
 * @param level how probably a loss is seen where there is none, in (0, 0.5)
 * @param power how probably the loss is found, in (0.5, 1)
 */
public record SampleSize(double level, double power) {

  /**
   * For shares of right answers, tested by McNemar's exact test: the size of Connor (1987), with
   * the correction for continuity that the exact test comes to.
   *
   * @param disagreement share of examples that one gets right and the other wrong; at least the
   *     loss itself is assumed
   * @param loss the loss to find, in (0, 1)
   */
  public double ofShare(double disagreement, double loss) {
    double share = Math.max(disagreement, loss);
    double spread = quantile(level) * Math.sqrt(share);
    spread += quantile(1 - power) * Math.sqrt(share - loss * loss);
    // Solves √n (loss − 1/n) = spread.
    double root = (spread + Math.sqrt(spread * spread + 4 * loss)) / (2 * loss);
    return root * root;
  }

  /**
   * For means, with the correction of Guenther (1981) for Student's distribution.
   *
   * @param deviation standard deviation of the differences
   * @param loss the loss to find
   */
  public double ofMean(double deviation, double loss) {
    double z = quantile(level);
    double root = (z + quantile(1 - power)) * deviation / loss;
    return root * root + z * z / 2;
  }

  private static double quantile(double upper) {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability(upper);
  }
}
