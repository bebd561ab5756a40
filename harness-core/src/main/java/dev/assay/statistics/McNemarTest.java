package dev.assay.statistics;

/**
 * Exact McNemar test (McNemar 1947): whether two models that answered the same questions are right
 * equally often. Only questions that one of them got right and the other wrong say anything; if
 * both were equally good, each of these would go either way like a coin.
 *
 * @param onlyFirst questions that only the first got right
 * @param onlySecond questions that only the second got right
 */
public record McNemarTest(long onlyFirst, long onlySecond) {

  /** The two-sided p-value in (0, 1]: twice the binomial tail, at most 1. */
  public double pValue() {
    return Math.min(1, 2 * tail(Math.min(onlyFirst, onlySecond)));
  }

  /**
   * The one-sided p-value in (0, 1] of whether the second is worse: how probably as many of these
   * questions, or more, would fall to the first by chance.
   */
  public double pValueOfLoss() {
    return onlySecond <= onlyFirst ? tail(onlySecond) : 1 - tail(onlyFirst - 1);
  }

  /** How probably at most k coins of all show heads; k is at most about half of them. */
  private double tail(long k) {
    long n = onlyFirst + onlySecond;
    // The tail as a multiple of its largest term, summed downward until nothing is added.
    double tail = 0;
    double term = 1;
    for (long i = k; i >= 0 && tail + term > tail; i--) {
      tail += term;
      term *= (double) i / (n - i + 1);
    }
    return tail == 0
        ? 0
        : Math.min(1, Math.exp(logCoefficient(n, k) - n * Math.log(2) + Math.log(tail)));
  }

  /** Natural logarithm of the binomial coefficient. */
  private static double logCoefficient(long n, long k) {
    double sum = 0;
    for (long i = 1; i <= k; i++) {
      sum += Math.log((double) (n - k + i) / i);
    }
    return sum;
  }
}
