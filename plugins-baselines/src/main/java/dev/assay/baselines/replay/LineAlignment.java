package dev.assay.baselines.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Finds where lines got out of step with the examples they answer, when there are more lines than
 * examples: the assignment in order, one line an example and the rest spare, under which lines and
 * right answers are most alike. Likeness is Dice's coefficient of their sets of letter pairs.
 *
 * <p>A guess from evidence, good enough to show a person where to look; nothing is scored by it.
 */
final class LineAlignment {
  /** Likenesses to compute at most; beyond, the search would take longer than a run. */
  private static final long LARGEST = 5_000_000;

  /**
   * How much more alike the assignment must be than one without a shift, as a share of the examples
   * fully alike; and at least one example. Chance gains less.
   */
  private static final double CONVINCING = 0.05;

  private final int[][] lines;
  private final int[][] targets;
  private final int spare;

  LineAlignment(List<String> lines, List<String> targets) {
    this.lines = lines.stream().map(LineAlignment::pairs).toArray(int[][]::new);
    this.targets = targets.stream().map(LineAlignment::pairs).toArray(int[][]::new);
    this.spare = lines.size() - targets.size();
  }

  /**
   * Index of the first line that the best assignment leaves spare; empty where the evidence is thin
   * or there is too much to compare.
   */
  OptionalInt firstSpareLine() {
    if (spare < 1 || (long) lines.length * (spare + 1) > LARGEST) {
      return OptionalInt.empty();
    }
    // best[k]: likeness of the lines so far when k of them are spare
    double[] best = new double[spare + 1];
    Arrays.fill(best, 1, spare + 1, Double.NEGATIVE_INFINITY);
    boolean[][] isSpare = new boolean[lines.length][spare + 1];
    double inStep = 0;
    for (int i = 0; i < lines.length; i++) {
      inStep += i < targets.length ? alike(lines[i], targets[i]) : 0;
      for (int k = Math.min(spare, i + 1); k >= 0; k--) {
        int example = i - k;
        boolean assignable = example >= 0 && example < targets.length;
        double assigned =
            assignable ? best[k] + alike(lines[i], targets[example]) : Double.NEGATIVE_INFINITY;
        double left = k > 0 ? best[k - 1] : Double.NEGATIVE_INFINITY;
        isSpare[i][k] = left > assigned;
        best[k] = Math.max(left, assigned);
      }
    }
    return best[spare] - inStep >= Math.max(1, CONVINCING * targets.length)
        ? OptionalInt.of(first(isSpare))
        : OptionalInt.empty();
  }

  private int first(boolean[][] isSpare) {
    int first = lines.length;
    int k = spare;
    for (int i = lines.length - 1; i >= 0 && k > 0; i--) {
      if (isSpare[i][k]) {
        first = i;
        k--;
      }
    }
    return first;
  }

  private static int[] pairs(String text) {
    String padded = " " + text.toLowerCase(Locale.ROOT) + " ";
    int[] pairs = new int[padded.length() - 1];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = padded.charAt(i) << 16 | padded.charAt(i + 1);
    }
    return Arrays.stream(pairs).sorted().distinct().toArray();
  }

  /** Dice's coefficient of two sorted sets. */
  private static double alike(int[] a, int[] b) {
    int common = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] == b[j]) {
        common++;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return 2.0 * common / (a.length + b.length);
  }
}
