package dev.assay.onnx;

import java.util.Arrays;

/**
 * The most probable tokens of a position, the most probable first and the lower id first among
 * equals.
 *
 * @param ids token ids
 * @param logProbabilities natural logarithms, in the same order
 */
public record LikelyTokens(int[] ids, double[] logProbabilities) {

  /**
   * Finds them.
   *
   * @param logits of all tokens
   * @param most how many are wanted
   */
  static LikelyTokens of(float[] logits, int most) {
    int[] ids = new int[Math.min(most, logits.length)];
    int found = 0;
    for (int id = 0; id < logits.length; id++) {
      if (found == ids.length && (found == 0 || logits[id] <= logits[ids[found - 1]])) {
        continue;
      }
      int at = found < ids.length ? found++ : found - 1;
      for (; at > 0 && logits[ids[at - 1]] < logits[id]; at--) {
        ids[at] = ids[at - 1];
      }
      ids[at] = id;
    }
    double normaliser = normaliser(logits);
    return new LikelyTokens(
        ids, Arrays.stream(ids).mapToDouble(i -> logits[i] - normaliser).toArray());
  }

  private static double normaliser(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return largest + Math.log(sum);
  }
}
