package dev.assay.onnx;

import java.util.Arrays;
import java.util.List;

/** Finds how many tokens all sequences begin with, so that they are computed once. */
final class SharedPrefix {
  /** Prefixes are cut to a multiple of this many tokens, so that kernels work in full lanes. */
  static final int QUANTUM = 16;

  private SharedPrefix() {}

  /** What all prompts begin with, such that at least one token of each is left to be read. */
  static int[] of(List<int[]> prompts) {
    if (prompts.isEmpty()) {
      return new int[0];
    }
    int[] sharable = prompts.stream().mapToInt(prompt -> prompt.length - 1).toArray();
    return Arrays.copyOf(prompts.get(0), length(prompts, sharable));
  }

  /**
   * Length of the common prefix, a multiple of {@link #QUANTUM}.
   *
   * @param sequences token ids
   * @param longest most that may be shared of each sequence, in the same order
   */
  static int length(List<int[]> sequences, int[] longest) {
    int[] first = sequences.get(0);
    int common = longest[0];
    for (int s = 1; s < sequences.size(); s++) {
      int[] other = sequences.get(s);
      int limit = Math.min(common, longest[s]);
      int i = 0;
      while (i < limit && first[i] == other[i]) {
        i++;
      }
      common = i;
    }
    return common / QUANTUM * QUANTUM;
  }
}
