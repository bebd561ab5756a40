package dev.assay.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Finds where a series changed: E-divisive (Matteson and James 2014, "A Nonparametric Approach for
 * Multiple Change Point Analysis of Multivariate Data"), with distances |x − y|.
 *
 * <p>The statistic of a split of {@code x[from], …, x[to − 1]} at {@code s}, the right part ending
 * before {@code e}, is {@code Q = m n / (m + n) · (2 B / (m n) − W(left) − W(right))} with the
 * parts' sizes m and n, B the sum of distances between the parts, and W a part's mean distance over
 * its unordered pairs. All s and e count that leave at least {@value #SHORTEST} points to each
 * part. In a round the split with the largest Q of all segments is tested: the values are shuffled
 * within every segment, and the p-value is the share of shuffles with a largest Q at least as
 * large, the series itself counted as one. A split that is significant becomes a change point and
 * its segment two; the first that is not ends the search.
 *
 * <p>In a series without any change the first round is a test of just that, so that such a series
 * has a false alarm with at most the probability {@code significance}.
 *
 * @param significance largest p-value of a change
 * @param shuffles how often to shuffle
 * @param seed seed of the shuffles: the same series and seed give the same changes
 */
public record ChangePoints(double significance, int shuffles, long seed) {
  /** Fewest points of a part. */
  static final int SHORTEST = 3;

  /** One false alarm in a hundred series that do not change. */
  public static final ChangePoints DEFAULT = new ChangePoints(0.01, 999, 1);

  /** A place to split, and how much speaks for it. */
  record Split(int index, double q) {
    static final Split NONE = new Split(-1, Double.NEGATIVE_INFINITY);
  }

  /** The changes of a series, in its order. */
  public List<ChangePoint> of(double[] values) {
    TreeSet<Integer> ends = new TreeSet<>(List.of(0, values.length));
    List<Found> found = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    while (true) {
      int[] bounds = ends.stream().mapToInt(Integer::intValue).toArray();
      Split best = best(values, bounds);
      if (best.q() <= 0) {
        break; // nothing to split, or the parts are alike
      }
      double p = pValue(values, bounds, best.q(), random);
      if (p > significance) {
        break;
      }
      ends.add(best.index());
      found.add(new Found(best.index(), p));
    }
    int[] bounds = ends.stream().mapToInt(Integer::intValue).toArray();
    return found.stream()
        .sorted((a, b) -> Integer.compare(a.index(), b.index()))
        .map(f -> changePoint(values, bounds, f))
        .toList();
  }

  private record Found(int index, double p) {}

  private static ChangePoint changePoint(double[] values, int[] bounds, Found found) {
    int at = Arrays.binarySearch(bounds, found.index());
    return new ChangePoint(
        found.index(),
        mean(values, bounds[at - 1], bounds[at]),
        mean(values, bounds[at], bounds[at + 1]),
        found.p());
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElse(Double.NaN);
  }

  /** Stops as soon as enough shuffles are as good: then the value no longer matters. */
  private double pValue(double[] values, int[] bounds, double q, SplittableRandom random) {
    // Statistics that differ only in rounding are equal.
    double threshold = q * (1 - 1e-9);
    double[] shuffled = values.clone();
    int asLarge = 1;
    for (int i = 0; i < shuffles && asLarge <= significance * (shuffles + 1); i++) {
      for (int s = 0; s + 1 < bounds.length; s++) {
        shuffle(shuffled, bounds[s], bounds[s + 1], random);
      }
      if (best(shuffled, bounds).q() >= threshold) {
        asLarge++;
      }
    }
    return asLarge / (shuffles + 1.0);
  }

  private static void shuffle(double[] values, int from, int to, SplittableRandom random) {
    for (int i = to - 1; i > from; i--) {
      int j = from + random.nextInt(i - from + 1);
      double swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  private static Split best(double[] values, int[] bounds) {
    Split best = Split.NONE;
    for (int s = 0; s + 1 < bounds.length; s++) {
      Split split = best(values, bounds[s], bounds[s + 1]);
      best = split.q() > best.q() ? split : best;
    }
    return best;
  }

  /** The best split of one segment; {@link Split#NONE} if it is too short. */
  static Split best(double[] values, int from, int to) {
    int size = to - from;
    double[][] pairs = pairs(values, from, to);
    Split best = Split.NONE;
    for (int split = SHORTEST; split <= size - SHORTEST; split++) {
      for (int end = split + SHORTEST; end <= size; end++) {
        double m = split;
        double n = end - split;
        double left = pairs[0][split];
        double right = pairs[split][end];
        double between = pairs[0][end] - left - right;
        double q =
            m
                * n
                / (m + n)
                * (2 * between / (m * n) - 2 * left / (m * (m - 1)) - 2 * right / (n * (n - 1)));
        if (q > best.q()) {
          best = new Split(from + split, q);
        }
      }
    }
    return best;
  }

  /** Sums of distances over the unordered pairs of {@code [first, end)}, counted from the start. */
  private static double[][] pairs(double[] values, int from, int to) {
    int size = to - from;
    double[][] pairs = new double[size + 1][size + 1];
    for (int first = size - 1; first >= 0; first--) {
      double distances = 0;
      for (int end = first + 1; end <= size; end++) {
        distances += Math.abs(values[from + end - 1] - values[from + first]);
        pairs[first][end] = pairs[first + 1][end] + distances;
      }
    }
    return pairs;
  }
}
