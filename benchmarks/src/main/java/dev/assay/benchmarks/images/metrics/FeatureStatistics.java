package dev.assay.benchmarks.images.metrics;

import dev.assay.SetupException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Mean and covariance of the features of a set of images: all that the Fréchet distance needs to
 * know of it. Immutable and safe for threads.
 *
 * <p>The root of the covariance is remembered, so a reference that many sets are compared with is
 * best kept as one object.
 */
public final class FeatureStatistics {
  private final Optional<String> extractor;
  private final OptionalLong count;
  private final double[] mean;
  private final Covariance covariance;

  FeatureStatistics(
      Optional<String> extractor, OptionalLong count, double[] mean, Covariance covariance) {
    this.extractor = extractor;
    this.count = count;
    this.mean = mean;
    this.covariance = covariance;
  }

  /**
   * The statistics of feature rows.
   *
   * @param extractor what computed the features; statistics of different extractors are never
   *     compared
   * @param rows {@code [n, d]}, n at least 2
   * @throws IllegalArgumentException if there are fewer than two rows, if their lengths differ, or
   *     if a number is not finite
   */
  public static FeatureStatistics of(String extractor, float[][] rows) {
    int width = FeatureRows.width(rows);
    if (rows.length < 2 || rows.length > width) {
      FeatureSums sums = new FeatureSums(width);
      for (float[] row : rows) {
        sums.add(row);
      }
      return sums.statistics(extractor);
    }
    DMatrixRMaj matrix = FeatureRows.matrix(rows, 0, rows.length);
    double[] mean = FeatureSums.centre(matrix);
    CommonOps_DDRM.scale(1 / Math.sqrt(rows.length - 1), matrix);
    return new FeatureStatistics(
        Optional.of(extractor), OptionalLong.of(rows.length), mean, new Covariance.OfRows(matrix));
  }

  /**
   * Reads a NumPy archive with the arrays {@code mu}, {@code [d]}, and {@code sigma}, {@code [d,
   * d]}: the files that other FID programs write, or {@link #write} has written. Only the latter
   * tell the extractor and the number of images.
   *
   * @throws SetupException if the file cannot be read or holds something else
   */
  public static FeatureStatistics read(Path npz) {
    return StatisticsFile.read(npz);
  }

  /**
   * Writes a NumPy archive with {@code mu}, {@code sigma} and, where known, {@code n} and {@code
   * extractor}.
   *
   * @throws SetupException if the file cannot be written
   */
  public void write(Path npz) {
    StatisticsFile.write(npz, this);
  }

  /** What computed the features; empty for files that do not say so. */
  public Optional<String> extractor() {
    return extractor;
  }

  /** How many images; empty for files that do not say so. */
  public OptionalLong count() {
    return count;
  }

  /** Features of an image. */
  public int width() {
    return mean.length;
  }

  /** The mean of each feature, {@code [d]}. */
  public double[] mean() {
    return mean.clone();
  }

  /** The unbiased covariance. */
  Covariance covariance() {
    return covariance;
  }

  /** Stops where a comparison with others would mean nothing. */
  void requireComparable(FeatureStatistics other) {
    if (extractor.isPresent()
        && other.extractor.isPresent()
        && !extractor.equals(other.extractor)) {
      throw new SetupException(
          "statistics of the feature extractor '%s' cannot be compared with those of '%s': extract both sets of images with the same one"
              .formatted(extractor.get(), other.extractor.get()));
    }
    if (width() != other.width()) {
      throw new SetupException(
          "statistics of %d features (%s) cannot be compared with those of %d (%s): they are of different feature extractors"
              .formatted(
                  width(),
                  extractor.orElse("unknown"),
                  other.width(),
                  other.extractor.orElse("unknown")));
    }
  }
}
