package dev.assay.benchmarks.images.metrics;

import java.util.Arrays;

/**
 * The parts of a set scored apart.
 *
 * @param mean of the parts' values
 * @param deviation the parts' standard deviation, with n as divisor; not the error of the mean
 */
public record MeanAndDeviation(double mean, double deviation) {
  static MeanAndDeviation of(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN);
    return new MeanAndDeviation(mean, Math.sqrt(variance));
  }
}
