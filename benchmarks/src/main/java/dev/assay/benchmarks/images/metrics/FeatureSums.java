package dev.assay.benchmarks.images.metrics;

import java.util.Optional;
import java.util.OptionalLong;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.VectorVectorMult_DDRM;

/**
 * Gathers the statistics of features row by row, and of sets of rows that are added or taken away
 * again: a set without one of its groups costs d² operations, however many rows it has. Means and
 * deviations from them are merged (Chan, Golub and LeVeque 1983), so nothing is lost where means
 * are large. Not safe for threads.
 */
public final class FeatureSums {
  /** Rows that wait until they are added at once, by one product of matrices. */
  private static final int BLOCK = 256;

  private final DMatrixRMaj waiting;
  private int waitingRows;
  private long count;
  private final double[] mean;
  private final DMatrixRMaj deviations; // Σ (x − mean)(x − mean)ᵀ

  /** No rows yet, of so many features. */
  public FeatureSums(int width) {
    waiting = new DMatrixRMaj(BLOCK, width);
    mean = new double[width];
    deviations = new DMatrixRMaj(width, width);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it is of another length or has a number that is not finite
   */
  public void add(float[] features) {
    FeatureRows.copy(features, waiting, waitingRows);
    waitingRows++;
    if (waitingRows == BLOCK) {
      addWaiting();
    }
  }

  /** Adds all rows of another. */
  public void add(FeatureSums other) {
    addWaiting();
    other.addWaiting();
    add(other.count, other.mean, other.deviations);
  }

  /** Takes rows away that were added before. */
  public void subtract(FeatureSums other) {
    addWaiting();
    other.addWaiting();
    if (other.count > count) {
      throw new IllegalArgumentException(
          "%d rows cannot be taken from %d".formatted(other.count, count));
    }
    long remaining = count - other.count;
    double[] difference = new double[mean.length];
    for (int i = 0; i < mean.length && remaining > 0; i++) {
      double mine = mean[i] + (mean[i] - other.mean[i]) * other.count / remaining;
      difference[i] = other.mean[i] - mine;
      mean[i] = mine;
    }
    CommonOps_DDRM.subtractEquals(deviations, other.deviations);
    VectorVectorMult_DDRM.rank1Update(
        -(double) remaining * other.count / Math.max(1, count),
        deviations,
        column(difference),
        column(difference));
    count = remaining;
  }

  /**
   * Mean and unbiased covariance of the rows so far.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  public FeatureStatistics statistics(String extractor) {
    addWaiting();
    if (count < 2) {
      throw new IllegalArgumentException(
          "a covariance needs at least two rows of features, not " + count);
    }
    DMatrixRMaj covariance = deviations.copy();
    CommonOps_DDRM.scale(1.0 / (count - 1), covariance);
    return new FeatureStatistics(
        Optional.of(extractor),
        OptionalLong.of(count),
        mean.clone(),
        new Covariance.OfMatrix(covariance, Math.ulp(1.0)));
  }

  /** Takes the mean of each column away and returns the means. */
  static double[] centre(DMatrixRMaj rows) {
    double[] mean = new double[rows.numCols];
    CommonOps_DDRM.sumCols(rows, DMatrixRMaj.wrap(1, rows.numCols, mean));
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= rows.numRows;
    }
    for (int row = 0; row < rows.numRows; row++) {
      for (int i = 0; i < mean.length; i++) {
        rows.data[row * rows.numCols + i] -= mean[i];
      }
    }
    return mean;
  }

  private void addWaiting() {
    if (waitingRows > 0) {
      DMatrixRMaj rows = CommonOps_DDRM.extract(waiting, 0, waitingRows, 0, mean.length);
      double[] ofRows = centre(rows);
      add(waitingRows, ofRows, MatrixProducts.transposedTimesItself(rows));
      waitingRows = 0;
    }
  }

  private void add(long rows, double[] meanOfRows, DMatrixRMaj deviationsOfRows) {
    long total = count + rows;
    double[] difference = new double[mean.length];
    for (int i = 0; i < mean.length && total > 0; i++) {
      difference[i] = meanOfRows[i] - mean[i];
      mean[i] += difference[i] * rows / total;
    }
    CommonOps_DDRM.addEquals(deviations, deviationsOfRows);
    VectorVectorMult_DDRM.rank1Update(
        (double) count * rows / Math.max(1, total),
        deviations,
        column(difference),
        column(difference));
    count = total;
  }

  private static DMatrixRMaj column(double[] values) {
    return DMatrixRMaj.wrap(values.length, 1, values);
  }
}
