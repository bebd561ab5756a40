package dev.assay.onnx.image;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How many tokens are revealed in each step of MaskGIT (arXiv 2202.04200): in proportion to a
 * function of the share of steps that are still to come, which falls from 1 to 0. The functions are
 * those of CompVis/discrete-interpolants.
 */
public enum RevealSchedule {
  /** 1 − √r. */
  ROOT(r -> 1 - Math.sqrt(r)),
  /** 1 − r. */
  LINEAR(r -> 1 - r),
  /** 1 − r². */
  SQUARE(r -> 1 - r * r),
  /** cos(πr/2). */
  COSINE(r -> Math.cos(r * Math.PI / 2)),
  /** (2/π) arccos(r). */
  ARCCOS(r -> Math.acos(r) / (Math.PI / 2));

  private final DoubleUnaryOperator weight;

  RevealSchedule(DoubleUnaryOperator weight) {
    this.weight = weight;
  }

  /**
   * The number of tokens that each step reveals.
   *
   * @param steps at least 1; there are no more steps than tokens
   * @param tokens number of masked tokens
   * @return numbers of at least 1 whose sum is {@code tokens}; rounding is made up for by the last
   *     step, or by those before it where it would have none left
   */
  public int[] counts(int steps, int tokens) {
    int[] counts = new int[Math.min(steps, tokens)];
    double[] weights = new double[counts.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights.length == 1 ? 1 : weight(1 - i / (weights.length - 1.0));
    }
    double sum = Arrays.stream(weights).sum();
    int left = tokens;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Math.max(1, (int) Math.rint(weights[i] / sum * tokens));
      left -= counts[i];
    }
    for (int i = counts.length - 1; i >= 0 && left != 0; i--) {
      int change = Math.max(left, 1 - counts[i]);
      counts[i] += change;
      left -= change;
    }
    return counts;
  }

  private double weight(double left) {
    return Math.max(0, weight.applyAsDouble(left));
  }
}
