package dev.assay.benchmarks.images.metrics;

import dev.assay.SetupException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Fréchet distance of two sets of images, FID (Heusel et al. 2017, arXiv 1706.08500), or of clips,
 * FVD: ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½), the squared Wasserstein distance of two normal
 * distributions.
 *
 * <p>With Σ₁ = AᵀA and Σ₂ = BᵀB, the trace of the square root is the sum of the singular values of
 * ABᵀ, so no root of a matrix that is not symmetric is taken and nothing becomes complex. It is
 * exact for covariances without full rank; with few images A is a small matrix.
 *
 * <p>The estimate is biased: it falls as the number of images grows. Only distances of as many
 * images compare.
 */
public final class FrechetDistance {
  private FrechetDistance() {}

  /**
   * The distance; 0 for equal sets.
   *
   * @throws SetupException if the two are of different extractors or widths
   */
  public static double between(FeatureStatistics generated, FeatureStatistics real) {
    generated.requireComparable(real);
    double[] mean = generated.mean();
    double[] realMean = real.mean();
    double squares = 0;
    for (int i = 0; i < mean.length; i++) {
      squares += (mean[i] - realMean[i]) * (mean[i] - realMean[i]);
    }
    Covariance first = generated.covariance();
    Covariance second = real.covariance();
    DMatrixRMaj product = MatrixProducts.timesTransposed(first.root(), second.root());
    double distance = squares + first.trace() + second.trace() - 2 * nuclearNorm(product);
    return Math.max(0, distance); // rounding may leave less than nothing
  }

  /**
   * The sum of the singular values: of the square roots of the smaller Gram matrix's eigenvalues.
   */
  private static double nuclearNorm(DMatrixRMaj matrix) {
    if (matrix.numRows == 0 || matrix.numCols == 0) {
      return 0;
    }
    DMatrixRMaj gram =
        matrix.numRows <= matrix.numCols
            ? MatrixProducts.timesTransposed(matrix, matrix)
            : MatrixProducts.transposedTimesItself(matrix);
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(gram.numRows, false, true);
    if (!eigen.decompose(gram)) {
      throw new ArithmeticException("no eigenvalues of the product of two covariances");
    }
    double sum = 0;
    for (int i = 0; i < eigen.getNumberOfEigenvalues(); i++) {
      sum += Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
    }
    return sum;
  }
}
