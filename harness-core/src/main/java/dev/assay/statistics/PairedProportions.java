package dev.assay.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The difference of two shares of right answers to the same questions, with the score interval of
 * Tango (1998): it says something even where the two never disagree, and stays within [−1, 1].
 *
 * @param onlyFirst questions that only the first got right
 * @param onlySecond questions that only the second got right
 * @param n all questions, at least one
 */
public record PairedProportions(long onlyFirst, long onlySecond, long n) {
  /** Halvings of the range in which an end of the interval is looked for. */
  private static final int HALVINGS = 60;

  /** The second's share less the first's. */
  public double difference() {
    return (double) (onlySecond - onlyFirst) / n;
  }

  /**
   * The interval of the true difference.
   *
   * @param level how probably either end by itself is wrong
   */
  public Interval interval(double level) {
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(level);
    return new Interval(end(-1, z), end(1, z));
  }

  /** Where the score between the observed difference and a limit of the range reaches z. */
  private double end(double limit, double z) {
    double inside = difference();
    double outside = limit;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (Math.abs(score(middle)) < z) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }

  /** How many standard errors the observed difference is above a true one. */
  double score(double difference) {
    double excess = onlySecond - onlyFirst - n * difference;
    double variance = n * (2 * lossesGiven(difference) + difference * (1 - difference));
    return excess == 0 ? 0 : excess / Math.sqrt(variance);
  }

  /** The likeliest share of questions that only the first gets right, given a true difference. */
  private double lossesGiven(double difference) {
    double linear = onlyFirst + onlySecond - (2.0 * n - onlySecond + onlyFirst) * difference;
    double constant = onlyFirst * difference * (1 - difference);
    double root = Math.sqrt(Math.max(0, linear * linear + 8.0 * n * constant));
    return (linear + root) / (4.0 * n);
  }
}
