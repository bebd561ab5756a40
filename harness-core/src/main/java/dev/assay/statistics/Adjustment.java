package dev.assay.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How p-values are raised where many tests are made together: of a hundred true null hypotheses
 * five would else seem false. An adjusted p-value is compared with the usual threshold.
 */
public enum Adjustment {
  /** Bounds the probability of even one false finding (Holm 1979), whatever the dependences. */
  HOLM("Holm") {
    @Override
    void adjust(double[] ascending) {
      double least = 0;
      for (int i = 0; i < ascending.length; i++) {
        least = Math.max(least, ascending[i] * (ascending.length - i));
        ascending[i] = Math.min(1, least);
      }
    }
  },

  /** Bounds the expected share of false ones among the findings (Benjamini and Hochberg 1995). */
  BENJAMINI_HOCHBERG("Benjamini and Hochberg") {
    @Override
    void adjust(double[] ascending) {
      double most = 1;
      for (int i = ascending.length - 1; i >= 0; i--) {
        most = Math.min(most, ascending[i] * ascending.length / (i + 1));
        ascending[i] = most;
      }
    }
  };

  private final String words;

  Adjustment(String words) {
    this.words = words;
  }

  /** Whose it is, as a reader sees it. */
  public String words() {
    return words;
  }

  /**
   * The adjusted p-values of a family of tests, in the same order.
   *
   * @param pValues one for each test, in [0, 1]
   */
  public double[] of(double[] pValues) {
    int[] order =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] sorted = IntStream.of(order).mapToDouble(i -> pValues[i]).toArray();
    adjust(sorted);
    double[] adjusted = new double[pValues.length];
    for (int i = 0; i < order.length; i++) {
      adjusted[order[i]] = sorted[i];
    }
    return adjusted;
  }

  /** Adjusts in place what is sorted. */
  abstract void adjust(double[] ascending);
}
