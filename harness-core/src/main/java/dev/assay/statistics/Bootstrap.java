package dev.assay.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Percentile bootstrap (Efron 1979), seeded: the same numbers and seed give the same interval. A
 * single observation says nothing of its spread: then the estimate is unknown rather than zero.
 *
 * @param resamples how often to draw
 * @param seed seed of the draws
 */
public record Bootstrap(int resamples, long seed) {

  /** Estimate for any statistic of n observations, given as indexes drawn with replacement. */
  public ResampledEstimate estimate(int n, ToDoubleFunction<int[]> statistic) {
    if (n < 2) {
      return ResampledEstimate.UNKNOWN;
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[resamples];
    int[] drawn = new int[n];
    for (int r = 0; r < resamples; r++) {
      for (int i = 0; i < n; i++) {
        drawn[i] = random.nextInt(n);
      }
      values[r] = statistic.applyAsDouble(drawn);
    }
    return summarise(values);
  }

  /**
   * Estimate for the plain mean of several means, each over its own observations: the resamples are
   * drawn within each group, so that every group keeps its weight. With paired differences as
   * observations this is a paired comparison.
   */
  public ResampledEstimate meanOfMeans(List<double[]> groups) {
    if (groups.stream().anyMatch(group -> group.length < 2)) {
      return ResampledEstimate.UNKNOWN;
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      double total = 0;
      for (double[] group : groups) {
        double sum = 0;
        for (int i = 0; i < group.length; i++) {
          sum += group[random.nextInt(group.length)];
        }
        total += sum / group.length;
      }
      values[r] = total / groups.size();
    }
    return summarise(values);
  }

  private static ResampledEstimate summarise(double[] values) {
    double mean = NormalApproximation.mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    Arrays.sort(values);
    return new ResampledEstimate(
        Math.sqrt(squares / Math.max(1, values.length - 1)),
        new Interval(quantile(values, 0.025), quantile(values, 0.975)));
  }

  /** Linear interpolation between order statistics (type 7, numpy's default). */
  static double quantile(double[] sorted, double p) {
    double position = p * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
