package dev.assay.benchmarks.images.metrics;

/**
 * Kernel distance of sets of images from a set of real ones, KID (Bińkowski et al. 2018, arXiv
 * 1801.01401): the squared maximum mean discrepancy with the kernel (xᵀy/d + 1)³, without bias, so
 * that values for different numbers of images compare; for equal distributions it is 0 on average
 * and may be negative. Safe for threads.
 */
public final class KernelDistance {
  private final float[][] real;
  private final double meanWithin;

  /**
   * The distance from real images.
   *
   * @param real features, {@code [n, d]}, n at least 2; not copied
   * @throws IllegalArgumentException if there are fewer than two rows, or rows differ in length
   */
  public KernelDistance(float[][] real) {
    this.real = real;
    this.meanWithin = meanWithin(real);
  }

  /**
   * The distance of all generated images from all real ones, which depends on no random number.
   *
   * @param generated features, {@code [m, d]}, m at least 2
   */
  public double to(float[][] generated) {
    return meanWithin(generated) + meanWithin - 2 * sumBetween(generated, real) / pairs(generated);
  }

  /**
   * The distances of equally large subsets of both, as KID is usually reported. Subsets are drawn
   * as by torch-fidelity, whose defaults are 100 subsets of 1,000 and the seed 2020.
   *
   * @param generated features, {@code [m, d]}
   * @param subsets how many
   * @param size images of a subset: at least 2, at most as many as either set has
   */
  public MeanAndDeviation overSubsets(float[][] generated, int subsets, int size, long seed) {
    if (size < 2 || size > Math.min(generated.length, real.length)) {
      throw new IllegalArgumentException(
          "subsets of %d of %d generated and %d real images"
              .formatted(size, generated.length, real.length));
    }
    NumpyRandom random = new NumpyRandom(seed);
    double[] distances = new double[subsets];
    for (int subset = 0; subset < subsets; subset++) {
      float[][] chosen = choose(generated, size, random);
      distances[subset] = new KernelDistance(choose(real, size, random)).to(chosen);
    }
    return MeanAndDeviation.of(distances);
  }

  private static float[][] choose(float[][] rows, int size, NumpyRandom random) {
    int[] order = random.permutation(rows.length);
    float[][] chosen = new float[size][];
    for (int i = 0; i < size; i++) {
      chosen[i] = rows[order[i]];
    }
    return chosen;
  }

  private double pairs(float[][] generated) {
    return (double) generated.length * real.length;
  }

  /** Mean kernel of two different rows. */
  private static double meanWithin(float[][] rows) {
    if (rows.length < 2) {
      throw new IllegalArgumentException(
          "a kernel distance needs at least two rows of features, not " + rows.length);
    }
    double same = 0;
    double width = FeatureRows.width(rows);
    for (float[] row : rows) {
      double norm = 0;
      for (float feature : row) {
        norm += (double) feature * feature;
      }
      same += kernel(norm, width);
    }
    return (sumBetween(rows, rows) - same) / ((double) rows.length * (rows.length - 1));
  }

  private static double sumBetween(float[][] rows, float[][] others) {
    double width = FeatureRows.width(rows);
    double[] sum = new double[1];
    FeatureRows.products(
        rows,
        others,
        (row, products) -> {
          double ofRow = 0;
          for (double product : products) {
            ofRow += kernel(product, width);
          }
          sum[0] += ofRow;
        });
    return sum[0];
  }

  private static double kernel(double product, double width) {
    double root = product / width + 1;
    return root * root * root;
  }
}
