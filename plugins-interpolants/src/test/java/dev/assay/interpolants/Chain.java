package dev.assay.interpolants;

import dev.assay.onnx.image.Denoiser;
import dev.assay.onnx.image.TokenGrid;
import java.util.Arrays;
import java.util.List;

/**
 * Four tokens of three values, each mostly what its neighbour is, and the denoiser that knows this
 * exactly: it predicts a masked token's conditional probabilities given those that are revealed.
 */
final class Chain implements Denoiser {
  static final int TOKENS = 4;
  static final int VALUES = 3;
  static final int OUTCOMES = 81;
  static final int MASK = 9;

  /** The ids begin at 1, so that a wrong one shows. */
  static final int FIRST = 1;

  static final TokenGrid GRID =
      new TokenGrid(
          TokenGrid.Kind.IMAGE,
          1,
          2,
          2,
          0,
          FIRST,
          VALUES,
          new TokenGrid.Pixels.Palette(List.of(List.of(0), List.of(128), List.of(255))),
          List.of());

  private static final double[] PROBABILITIES = probabilities();

  private static double[] probabilities() {
    double[] probabilities = new double[OUTCOMES];
    for (int i = 0; i < OUTCOMES; i++) {
      int[] ids = ids(i);
      probabilities[i] = (1 + ids[0] - FIRST) / 6.0;
      for (int k = 1; k < TOKENS; k++) {
        probabilities[i] *= ids[k] == ids[k - 1] ? 0.8 : 0.1;
      }
    }
    return probabilities;
  }

  private static int[] ids(int outcome) {
    return new int[] {
      FIRST + outcome / 27, FIRST + outcome / 9 % 3, FIRST + outcome / 3 % 3, FIRST + outcome % 3
    };
  }

  /** Pearson's chi-square statistic of sampled sequences against the true probabilities. */
  static double chiSquare(List<int[]> samples) {
    double[] counts = new double[OUTCOMES];
    for (int[] ids : samples) {
      int outcome = 0;
      for (int id : ids) {
        outcome = VALUES * outcome + id - FIRST;
      }
      counts[outcome]++;
    }
    double sum = 0;
    for (int i = 0; i < OUTCOMES; i++) {
      double expected = samples.size() * PROBABILITIES[i];
      sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return sum;
  }

  /** What the statistic exceeds with probability 0.001 where the samples are right: 80 degrees. */
  static double limit() {
    return 124.8;
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
        into[i] = (float) Math.log(together(tokens[row], position, first + i));
      }
    };
  }

  /** Probability of a token together with those revealed. */
  private static double together(int[] revealed, int position, int id) {
    double sum = 0;
    for (int i = 0; i < OUTCOMES; i++) {
      int[] ids = ids(i);
      boolean agrees = ids[position] == id;
      for (int k = 0; k < TOKENS; k++) {
        agrees &= revealed[k] == MASK || revealed[k] == ids[k];
      }
      sum += agrees ? PROBABILITIES[i] : 0;
    }
    return sum;
  }
}
