package dev.assay.benchmarks.images.metrics;

import dev.assay.model.Image;
import java.util.Optional;
import java.util.OptionalLong;
import org.ejml.data.DMatrixRMaj;

/**
 * Inputs that follow from a hash of their place: the same as in {@code
 * assay_training.image_metric_goldens}.
 */
final class HashedInputs {
  static final int REAL = 1;
  static final int GENERATED = 2;
  private static final int BITS = 20;

  private HashedInputs() {}

  /** A number in [0, 1): the first output of SplitMix64, cut to 20 bits. */
  static double hashed(int seed, int row, int column) {
    long z = (((long) seed << 40) + ((long) row << 20) + column) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> (64 - BITS)) / (double) (1 << BITS);
  }

  static float[][] features(int seed, int rows, int width) {
    float[][] features = new float[rows][width];
    double share = seed == REAL ? 1 : 0.5;
    double offset = seed == REAL ? 0 : 0.125;
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        double both = hashed(seed, row, i) + share * hashed(seed + 100, row, i / 8);
        features[row][i] = (float) (both / (1 << i % 3) + offset * (i % 2));
      }
    }
    return features;
  }

  /** Statistics whose correlations fall by a factor for each place between two features. */
  static FeatureStatistics correlated(double decay, int width) {
    double[] mean = new double[width];
    DMatrixRMaj covariance = new DMatrixRMaj(width, width);
    for (int i = 0; i < width; i++) {
      mean[i] = decay * (i % 7) / 8;
      for (int j = 0; j < width; j++) {
        double deviations = (1 + i % 5 / 4.0) * (1 + j % 5 / 4.0);
        covariance.set(i, j, Math.pow(decay, Math.abs(i - j)) * deviations);
      }
    }
    return new FeatureStatistics(
        Optional.empty(),
        OptionalLong.empty(),
        mean,
        new Covariance.OfMatrix(covariance, Math.ulp(1.0)));
  }

  static float[][] probabilities(int seed, int rows, int classes) {
    float[][] probabilities = new float[rows][classes];
    for (int row = 0; row < rows; row++) {
      double[] weights = new double[classes];
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        weights[c] = (row + c) % 3 == 0 ? 0 : Math.pow(hashed(seed, row, c), 4);
        sum += weights[c];
      }
      for (int c = 0; c < classes; c++) {
        probabilities[row][c] = (float) (weights[c] / sum);
      }
    }
    return probabilities;
  }

  /** Labels of which a tenth do not count and the last class never occurs. */
  static Image target(int index, int size, int classes, int ignored) {
    byte[] labels = new byte[size * size];
    for (int i = 0; i < labels.length; i++) {
      boolean counts = hashed(20 + index, i / size, i % size) <= 0.9;
      labels[i] = (byte) (counts ? label(index, i / size, i % size, classes) : ignored);
    }
    return new Image(size, size, 1, labels);
  }

  /** Those labels, a quarter replaced. */
  static Image predicted(int index, int size, int classes) {
    byte[] labels = new byte[size * size];
    for (int i = 0; i < labels.length; i++) {
      double draw = hashed(20 + index, i / size, i % size);
      int wrong = (int) (64 * draw) % (classes - 1);
      labels[i] = (byte) (draw < 0.25 ? wrong : label(index, i / size, i % size, classes));
    }
    return new Image(size, size, 1, labels);
  }

  private static int label(int index, int row, int column, int classes) {
    return (row / 5 + column / 7 + index) % (classes - 1);
  }
}
