package dev.assay.statistics;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Paired permutation test of any statistic, such as the difference of two BLEU scores: if the two
 * members of a pair could as well be exchanged, the difference could as well be that of any other
 * pattern of exchanges. The p-value is the share of patterns whose difference is at least as far
 * from zero as the observed one. For means {@link SignFlipTest} does the same faster.
 *
 * <p>All patterns are tried for up to {@value #MOST_ENUMERATED} pairs. Beyond that patterns are
 * drawn until {@value #ENOUGH} are as extreme (Besag and Clifford 1991), so that a difference that
 * chance makes easily takes few of them; where the draws end before, the observed pattern counts as
 * drawn too, so that no p-value is zero.
 *
 * @param draws how many patterns to draw at most
 * @param seed seed of the draws: the same numbers and seed give the same p-value
 */
public record ExchangeTest(int draws, long seed) {
  /** Most pairs of which every pattern is tried. */
  static final int MOST_ENUMERATED = 10;

  /** How many extreme patterns end the drawing. */
  static final int ENOUGH = 20;

  /** Patterns whose statistics are computed side by side. */
  private static final int CHUNK = 64;

  /**
   * The two-sided p-value in (0, 1]; 1 where there is no pair.
   *
   * @param pairs how many pairs there are whose members differ
   * @param difference the statistic's difference once the pairs of these indexes are exchanged;
   *     called by several threads at once
   */
  public double pValue(int pairs, ToDoubleFunction<BitSet> difference) {
    double observed = Math.abs(difference.applyAsDouble(new BitSet()));
    double threshold = observed - 1e-12 * observed; // the same number in another order of adding
    return pairs <= MOST_ENUMERATED
        ? ofAll(pairs, difference, threshold)
        : ofDrawn(pairs, difference, threshold);
  }

  private static double ofAll(int pairs, ToDoubleFunction<BitSet> difference, double threshold) {
    int patterns = 1 << pairs;
    long extreme =
        IntStream.range(0, patterns)
            .parallel()
            .mapToDouble(p -> difference.applyAsDouble(BitSet.valueOf(new long[] {p})))
            .filter(d -> Math.abs(d) >= threshold)
            .count();
    return (double) extreme / patterns;
  }

  private double ofDrawn(int pairs, ToDoubleFunction<BitSet> difference, double threshold) {
    SplittableRandom random = new SplittableRandom(seed);
    int extreme = 0;
    for (int drawn = 0; drawn < draws; ) {
      int size = Math.min(CHUNK, draws - drawn);
      BitSet[] patterns = new BitSet[size];
      for (int i = 0; i < size; i++) {
        patterns[i] = pattern(pairs, random);
      }
      double[] differences =
          IntStream.range(0, size)
              .parallel()
              .mapToDouble(i -> difference.applyAsDouble(patterns[i]))
              .toArray();
      for (double d : differences) {
        drawn++;
        if (Math.abs(d) >= threshold && ++extreme == ENOUGH) {
          return (double) ENOUGH / drawn;
        }
      }
    }
    return (extreme + 1.0) / (draws + 1.0);
  }

  private static BitSet pattern(int pairs, SplittableRandom random) {
    long[] words = new long[(pairs + Long.SIZE - 1) / Long.SIZE];
    for (int i = 0; i < words.length; i++) {
      words[i] = random.nextLong();
    }
    BitSet pattern = BitSet.valueOf(words);
    pattern.clear(pairs, words.length * Long.SIZE);
    return pattern;
  }
}
