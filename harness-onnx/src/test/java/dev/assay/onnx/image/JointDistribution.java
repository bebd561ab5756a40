package dev.assay.onnx.image;

import java.util.Arrays;
import java.util.List;

/**
 * Three tokens of three values that depend strongly on each other, and the denoiser that knows them
 * exactly: it predicts a masked token's conditional probabilities given those that are revealed.
 */
final class JointDistribution implements Denoiser {
  static final int TOKENS = 3;
  static final int VALUES = 3;
  static final int MASK = 7;
  static final int FIRST = 2;

  /** The token's ids begin at 2, so that a wrong id shows; those below belong to nobody. */
  static final TokenGrid GRID =
      new TokenGrid(
          TokenGrid.Kind.IMAGE,
          1,
          1,
          TOKENS,
          0,
          FIRST,
          VALUES,
          new TokenGrid.Pixels.Palette(List.of(List.of(0), List.of(128), List.of(255))),
          List.of());

  private static final double[] PROBABILITIES = probabilities();

  /** Neighbours are mostly equal, and all three are never different. */
  private static double[] probabilities() {
    double[] weights = new double[27];
    for (int i = 0; i < weights.length; i++) {
      int a = i / 9;
      int b = i / 3 % 3;
      int c = i % 3;
      boolean different = a != b && b != c && a != c;
      weights[i] = different ? 0 : (1 + a) * (a == b ? 6 : 1) * (b == c ? 4 : 1);
    }
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  /** Of each outcome: token 0 counts nine, token 1 three, token 2 one. */
  static double[] all() {
    return PROBABILITIES.clone();
  }

  /** The number of an outcome. */
  static int outcome(int[] ids) {
    return 9 * (ids[0] - FIRST) + 3 * (ids[1] - FIRST) + ids[2] - FIRST;
  }

  static int[] masked() {
    int[] ids = new int[TOKENS];
    Arrays.fill(ids, MASK);
    return ids;
  }

  @Override
  public Logits predict(List<Row> rows) {
    int[][] tokens = rows.stream().map(row -> row.tokens().clone()).toArray(int[][]::new);
    return (row, position, first, into) -> {
      for (int i = 0; i < into.length; i++) {
        into[i] = (float) Math.log(marginal(tokens[row], position, first + i));
      }
    };
  }

  /** Probability of a token together with those revealed. */
  private static double marginal(int[] ids, int position, int id) {
    double sum = 0;
    for (int i = 0; i < PROBABILITIES.length; i++) {
      int[] outcome = {FIRST + i / 9, FIRST + i / 3 % 3, FIRST + i % 3};
      boolean agrees = outcome[position] == id;
      for (int k = 0; k < TOKENS; k++) {
        agrees &= ids[k] == MASK || ids[k] == outcome[k];
      }
      sum += agrees ? PROBABILITIES[i] : 0;
    }
    return sum;
  }
}
