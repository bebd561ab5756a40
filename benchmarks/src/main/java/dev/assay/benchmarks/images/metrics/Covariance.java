package dev.assay.benchmarks.images.metrics;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.jspecify.annotations.Nullable;

/** A covariance Σ, {@code [d, d]}, and a root of it. Immutable; matrices handed out are not. */
sealed interface Covariance {
  /** Σ itself. */
  DMatrixRMaj matrix();

  /** A matrix R, {@code [rank or more, d]}, with RᵀR = Σ. */
  DMatrixRMaj root();

  /** The sum of the variances. */
  double trace();

  /** Of fewer rows than dimensions: the centred rows over √(n − 1) are a root, and a small one. */
  record OfRows(DMatrixRMaj root) implements Covariance {
    @Override
    public DMatrixRMaj matrix() {
      return MatrixProducts.transposedTimesItself(root);
    }

    @Override
    public double trace() {
      double norm = NormOps_DDRM.normF(root);
      return norm * norm;
    }
  }

  /** Given as it is. The root is computed once, when it is first asked for. */
  final class OfMatrix implements Covariance {
    private final DMatrixRMaj matrix;
    private final double tolerance;
    private volatile @Nullable DMatrixRMaj root;

    /**
     * A symmetric, positive semi-definite matrix.
     *
     * @param precision the relative error of its numbers: 2⁻²⁴ where they once were floats
     */
    OfMatrix(DMatrixRMaj matrix, double precision) {
      this.matrix = matrix;
      // What elimination leaves of numbers that should be zero, relative to the largest variance.
      this.tolerance = Math.max(64 * precision, matrix.numRows * Math.ulp(1.0));
    }

    @Override
    public DMatrixRMaj matrix() {
      return matrix;
    }

    @Override
    public double trace() {
      return CommonOps_DDRM.trace(matrix);
    }

    @Override
    public DMatrixRMaj root() {
      DMatrixRMaj known = root;
      if (known == null) {
        known = cholesky();
        root = known;
      }
      return known;
    }

    private DMatrixRMaj cholesky() {
      CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
          DecompositionFactory_DDRM.chol(matrix.numRows, false);
      return cholesky.decompose(matrix.copy()) ? cholesky.getT(null) : pivotedCholesky();
    }

    /**
     * Cholesky's decomposition of a matrix without full rank: each step eliminates the dimension
     * with the most variance left, until none is left.
     */
    private DMatrixRMaj pivotedCholesky() {
      int d = matrix.numRows;
      double[] left = new double[d];
      CommonOps_DDRM.extractDiag(matrix, DMatrixRMaj.wrap(d, 1, left));
      double negligible = tolerance * left[largest(left)];
      DMatrixRMaj rows = new DMatrixRMaj(d, d);
      int rank = 0;
      for (int pivot = largest(left); left[pivot] > negligible; pivot = largest(left)) {
        int start = rank * d;
        System.arraycopy(matrix.data, pivot * d, rows.data, start, d);
        for (int row = 0; row < rank; row++) {
          subtract(rows.data, row * d, rows.data[row * d + pivot], start, d);
        }
        double scale = 1 / Math.sqrt(left[pivot]);
        for (int i = 0; i < d; i++) {
          double value = rows.data[start + i] * scale;
          rows.data[start + i] = value;
          left[i] -= value * value;
        }
        left[pivot] = 0; // exactly, whatever rounding says
        rank++;
        if (rank == d) {
          break;
        }
      }
      rows.reshape(rank, d, true);
      return rows;
    }

    private static void subtract(double[] data, int from, double factor, int to, int length) {
      for (int i = 0; i < length; i++) {
        data[to + i] -= factor * data[from + i];
      }
    }

    private static int largest(double[] values) {
      int largest = 0;
      for (int i = 1; i < values.length; i++) {
        largest = values[i] > values[largest] ? i : largest;
      }
      return largest;
    }
  }
}
