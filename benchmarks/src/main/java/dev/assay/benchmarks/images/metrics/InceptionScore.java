package dev.assay.benchmarks.images.metrics;

/**
 * Inception Score (Salimans et al. 2016, arXiv 1606.03498): e to the mean divergence of an image's
 * class probabilities from those of all, exp(E KL(p(y|x) ‖ p(y))). Between 1 and the number of
 * classes; high where each image is clearly of one class and all classes occur. It does not look at
 * real images.
 */
public final class InceptionScore {
  private InceptionScore() {}

  /**
   * The score of images in the order given.
   *
   * @param probabilities of classes, {@code [n, classes]}, each row adding up to 1
   * @param splits how many parts are scored apart, usually 10; fewer images, fewer splits
   * @throws IllegalArgumentException if there is no row or rows differ in length
   */
  public static MeanAndDeviation of(float[][] probabilities, int splits) {
    int n = probabilities.length;
    FeatureRows.width(probabilities);
    int parts = Math.min(splits, n);
    double[] scores = new double[parts];
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) part * n / parts);
      int to = (int) ((part + 1L) * n / parts);
      scores[part] = Math.exp(meanDivergence(probabilities, from, to));
    }
    return MeanAndDeviation.of(scores);
  }

  /** The score of images in a random order: torch-fidelity's for the seed 2020. */
  public static MeanAndDeviation ofShuffled(float[][] probabilities, int splits, long seed) {
    int[] order = new NumpyRandom(seed).permutation(probabilities.length);
    float[][] shuffled = new float[order.length][];
    for (int i = 0; i < order.length; i++) {
      shuffled[i] = probabilities[order[i]];
    }
    return of(shuffled, splits);
  }

  private static double meanDivergence(float[][] probabilities, int from, int to) {
    int classes = probabilities[from].length;
    double[] all = new double[classes];
    double negativeEntropies = 0;
    for (int i = from; i < to; i++) {
      if (probabilities[i].length != classes) {
        throw new IllegalArgumentException(
            "%d probabilities among rows of %d".formatted(probabilities[i].length, classes));
      }
      for (int c = 0; c < classes; c++) {
        all[c] += probabilities[i][c] / (double) (to - from);
        negativeEntropies += timesLog(probabilities[i][c]);
      }
    }
    double negativeEntropyOfAll = 0;
    for (double probability : all) {
      negativeEntropyOfAll += timesLog(probability);
    }
    return negativeEntropies / (to - from) - negativeEntropyOfAll;
  }

  private static double timesLog(double probability) {
    return probability > 0 ? probability * Math.log(probability) : 0;
  }
}
