package dev.assay.benchmarks.translation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of n tokens that two sequences share. */
final class Ngrams {
  private Ngrams() {}

  /** How many runs of n tokens a sequence of this length has. */
  static double in(double length, int n) {
    return Math.max(0, length - n + 1);
  }

  /**
   * How many of the hypothesis's runs of n tokens are in the reference, each at most as often as
   * there.
   */
  static int shared(List<String> hypothesis, List<String> reference, int n) {
    Map<List<String>, Integer> left = new HashMap<>();
    for (int i = 0; i + n <= reference.size(); i++) {
      left.merge(reference.subList(i, i + n), 1, Integer::sum);
    }
    int shared = 0;
    for (int i = 0; i + n <= hypothesis.size(); i++) {
      Integer rest =
          left.computeIfPresent(hypothesis.subList(i, i + n), (gram, count) -> count - 1);
      if (rest != null && rest >= 0) {
        shared++;
      }
    }
    return shared;
  }
}
