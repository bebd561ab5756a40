package dev.assay.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Delete-a-group jackknife (Kott 2001): the observations are dealt into groups at random, and the
 * spread of a statistic over all but one group tells its error. For smooth statistics only, such as
 * functions of means and covariances. Seeded: the same numbers give the same interval.
 *
 * @param groups number of groups; fewer observations than that make a group each
 * @param seed seed of the dealing
 */
public record Jackknife(int groups, long seed) {
  public Jackknife {
    if (groups < 2) {
      throw new IllegalArgumentException("at least two groups, not " + groups);
    }
  }

  /**
   * Estimate for a statistic of n observations, given as indexes; unknown with fewer than two.
   *
   * @param statistic called with all indexes once, then for each group with those outside it
   */
  public ResampledEstimate estimate(int n, ToDoubleFunction<int[]> statistic) {
    if (n < 2) {
      return ResampledEstimate.UNKNOWN;
    }
    int g = Math.min(groups, n);
    int[] group = dealt(n, g);
    double[] values = new double[g];
    for (int k = 0; k < g; k++) {
      int deleted = k;
      values[k] =
          statistic.applyAsDouble(IntStream.range(0, n).filter(i -> group[i] != deleted).toArray());
    }
    double mean = NormalApproximation.mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double error = Math.sqrt(squares * (g - 1) / g);
    double whole = statistic.applyAsDouble(IntStream.range(0, n).toArray());
    return new ResampledEstimate(error, NormalApproximation.around(whole, error));
  }

  /** The group of each observation; the groups' sizes differ by at most one. */
  private int[] dealt(int n, int g) {
    int[] group = IntStream.range(0, n).map(i -> i % g).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = group[j];
      group[j] = group[i];
      group[i] = other;
    }
    return group;
  }
}
