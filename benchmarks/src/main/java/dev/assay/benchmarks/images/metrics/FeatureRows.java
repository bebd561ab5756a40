package dev.assay.benchmarks.images.metrics;

import org.ejml.data.DMatrixRBlock;
import org.ejml.data.DMatrixRMaj;

/** The features of many images, {@code [n, d]}, as matrices. */
final class FeatureRows {
  /** Rows whose products with all others are in memory at a time. */
  private static final int BLOCK = 256;

  private FeatureRows() {}

  /** Takes a row with all its inner products. */
  @FunctionalInterface
  interface ProductRow {
    /**
     * Takes the products of one row.
     *
     * @param row its index
     * @param products with each of the other rows; reused for the next row
     */
    void accept(int row, double[] products);
  }

  /**
   * Numbers per row.
   *
   * @throws IllegalArgumentException if there is no row
   */
  static int width(float[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("no rows of features");
    }
    return rows[0].length;
  }

  /** Some rows as a matrix. */
  static DMatrixRMaj matrix(float[][] rows, int from, int to) {
    int width = width(rows);
    DMatrixRMaj matrix = new DMatrixRMaj(to - from, width);
    for (int row = from; row < to; row++) {
      copy(rows[row], matrix, row - from);
    }
    return matrix;
  }

  /**
   * Writes one row of a matrix.
   *
   * @throws IllegalArgumentException if the width is another or a number is not finite
   */
  static void copy(float[] features, DMatrixRMaj matrix, int row) {
    if (features.length != matrix.numCols) {
      throw new IllegalArgumentException(
          "a row of %d features among rows of %d".formatted(features.length, matrix.numCols));
    }
    for (int i = 0; i < features.length; i++) {
      if (!Float.isFinite(features[i])) {
        throw new IllegalArgumentException("feature %d is %s".formatted(i, features[i]));
      }
      matrix.data[row * matrix.numCols + i] = features[i];
    }
  }

  /**
   * Hands on the inner products of each row with all others, in the order of the rows.
   *
   * @throws IllegalArgumentException if the others are of another width
   */
  static void products(float[][] rows, float[][] others, ProductRow then) {
    if (width(rows) != width(others)) {
      throw new IllegalArgumentException(
          "rows of %d features against rows of %d".formatted(width(rows), width(others)));
    }
    DMatrixRBlock transposed = MatrixProducts.transposedBlocks(matrix(others, 0, others.length));
    double[] ofOneRow = new double[others.length];
    for (int from = 0; from < rows.length; from += BLOCK) {
      DMatrixRMaj block = matrix(rows, from, Math.min(rows.length, from + BLOCK));
      DMatrixRMaj products = MatrixProducts.times(block, transposed);
      for (int row = 0; row < block.numRows; row++) {
        System.arraycopy(products.data, row * others.length, ofOneRow, 0, others.length);
        then.accept(from + row, ofOneRow);
      }
    }
  }
}
