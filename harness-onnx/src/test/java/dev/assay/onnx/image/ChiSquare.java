package dev.assay.onnx.image;

/** Pearson's chi-square statistic of counts against probabilities. */
final class ChiSquare {
  private ChiSquare() {}

  /** The statistic; outcomes of probability 0 must not occur and do not count. */
  static double of(long[] counts, double[] probabilities) {
    double total = 0;
    for (long count : counts) {
      total += count;
    }
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = total * probabilities[i];
      if (expected == 0 && counts[i] > 0) {
        return Double.POSITIVE_INFINITY;
      }
      sum += expected == 0 ? 0 : (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return sum;
  }

  /**
   * The value that the statistic exceeds with probability 0.001 where the probabilities are right,
   * by the cube-root approximation of Wilson and Hilferty.
   */
  static double limit(int degreesOfFreedom) {
    double z = 3.0902;
    double part = 2.0 / (9 * degreesOfFreedom);
    return degreesOfFreedom * Math.pow(1 - part + z * Math.sqrt(part), 3);
  }
}
