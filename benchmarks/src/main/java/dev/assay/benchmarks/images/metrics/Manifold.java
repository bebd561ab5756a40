package dev.assay.benchmarks.images.metrics;

import java.util.Arrays;

/**
 * Where a set of images lies, for improved precision and recall (Kynkäänniemi et al. 2019, arXiv
 * 1904.06991): the union of the spheres around each image's features that reach to its k-th nearest
 * neighbour in the set. Precision is the share of generated images that the manifold of the real
 * ones covers, recall the share of real images that the manifold of the generated ones covers. Safe
 * for threads.
 */
public final class Manifold {
  /** The number of neighbours of the paper. */
  public static final int NEIGHBOURS = 3;

  private final float[][] rows;
  private final double[] norms;
  private final double[] squaredRadii;

  /**
   * The manifold of a set.
   *
   * @param rows features, {@code [n, d]}, not copied
   * @param neighbours k; a set of k rows or fewer has spheres that reach all its rows
   */
  public Manifold(float[][] rows, int neighbours) {
    this.rows = rows;
    this.norms = norms(rows);
    this.squaredRadii = new double[rows.length];
    int rank = Math.min(neighbours, rows.length - 1); // at 0 is the row itself
    double[] distances = new double[rows.length];
    FeatureRows.products(
        rows,
        rows,
        (row, products) -> {
          for (int i = 0; i < distances.length; i++) {
            distances[i] = squaredDistance(norms[row], norms[i], products[i]);
          }
          distances[row] = 0;
          Arrays.sort(distances);
          squaredRadii[row] = distances[rank];
        });
  }

  /** The share of other images that lie on the manifold, in [0, 1]. */
  public double covered(float[][] others) {
    double[] normsOfOthers = norms(others);
    int[] covered = new int[1];
    FeatureRows.products(
        others,
        rows,
        (other, products) -> {
          for (int i = 0; i < products.length; i++) {
            if (squaredDistance(normsOfOthers[other], norms[i], products[i]) <= squaredRadii[i]) {
              covered[0]++;
              return;
            }
          }
        });
    return (double) covered[0] / others.length;
  }

  private static double squaredDistance(double norm, double otherNorm, double product) {
    return Math.max(0, norm + otherNorm - 2 * product);
  }

  private static double[] norms(float[][] rows) {
    double[] norms = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (float feature : rows[i]) {
        norms[i] += (double) feature * feature;
      }
    }
    return norms;
  }
}
