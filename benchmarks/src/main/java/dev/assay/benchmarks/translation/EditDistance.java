package dev.assay.benchmarks.translation;

import java.util.Arrays;

/**
 * Edit distance of hypotheses, all of the same length, from one reference: insertions, deletions
 * and substitutions of words. Only cells near the diagonal are looked at, as in sacreBLEU's TER, so
 * that very uneven texts may come out dearer than need be. Used by one thread.
 */
final class EditDistance {
  private static final int BEAM = 25;
  private static final int FAR = 1 << 28;
  private static final byte MATCH = 0;
  private static final byte SUBSTITUTE = 1;
  private static final byte DELETE = 2;
  private static final byte INSERT = 3;

  private final int length;
  private final int[] reference;
  private final double ratio;
  private final int beam;

  /** Row i, column j: edits from the first i words aligned last to the reference's first j. */
  private final int[][] edits;

  private final byte[][] steps;
  private final int[][] spareEdits;
  private final byte[] spareSteps;

  /** For hypotheses of this many words. */
  EditDistance(int length, int[] reference) {
    this.length = length;
    this.reference = reference;
    this.ratio = length == 0 ? 1 : (double) reference.length / length;
    this.beam = BEAM < ratio / 2 ? (int) Math.ceil(ratio / 2 + BEAM) : BEAM;
    this.edits = new int[length + 1][reference.length + 1];
    this.steps = new byte[length + 1][reference.length + 1];
    this.spareEdits = new int[2][reference.length + 1];
    this.spareSteps = new byte[reference.length + 1];
    for (int j = 0; j <= reference.length; j++) {
      edits[0][j] = j;
      steps[0][j] = INSERT;
    }
  }

  /**
   * How the words of a hypothesis stand to those of the reference.
   *
   * @param edits number of edits
   * @param position for each word of the reference the last word of the hypothesis that is used up
   *     with it; −1 if none
   * @param hypothesisErrors words of the hypothesis that are deleted or substituted
   * @param referenceErrors words of the reference that are inserted or substituted
   */
  record Alignment(
      int edits, int[] position, boolean[] hypothesisErrors, boolean[] referenceErrors) {}

  /** Aligns a hypothesis, which {@link #of} then compares others with. */
  Alignment align(int[] words) {
    for (int i = 1; i <= length; i++) {
      fill(i, words[i - 1], edits[i - 1], edits[i], steps[i]);
    }
    int[] position = new int[reference.length];
    boolean[] hypothesisErrors = new boolean[length];
    boolean[] referenceErrors = new boolean[reference.length];
    int i = length;
    int j = reference.length;
    while (i > 0 || j > 0) {
      byte step = steps[i][j];
      if (step == DELETE) {
        hypothesisErrors[--i] = true;
      } else {
        position[--j] = i - 1;
        referenceErrors[j] = step != MATCH;
        if (step != INSERT) {
          hypothesisErrors[--i] = step != MATCH;
        }
      }
    }
    return new Alignment(
        edits[length][reference.length], position, hypothesisErrors, referenceErrors);
  }

  /**
   * Number of edits for a hypothesis.
   *
   * @param same how many of its first words are those of the hypothesis aligned last
   */
  int of(int[] words, int same) {
    int[] row = edits[same];
    for (int i = same + 1; i <= length; i++) {
      int[] next = spareEdits[i % 2];
      fill(i, words[i - 1], row, next, spareSteps);
      row = next;
    }
    return row[reference.length];
  }

  /** Of equal steps a substitution comes first, then a deletion: alignments depend on it. */
  private void fill(int i, int word, int[] above, int[] row, byte[] steps) {
    Arrays.fill(row, FAR);
    int diagonal = (int) Math.floor(i * ratio);
    int end = i == length ? reference.length : Math.min(reference.length, diagonal + beam - 1);
    for (int j = Math.max(0, diagonal - beam); j <= end; j++) {
      if (j == 0) {
        row[0] = above[0] + 1;
        steps[0] = DELETE;
        continue;
      }
      boolean match = word == reference[j - 1];
      int least = FAR;
      if (above[j - 1] + (match ? 0 : 1) < least) {
        least = above[j - 1] + (match ? 0 : 1);
        steps[j] = match ? MATCH : SUBSTITUTE;
      }
      if (above[j] + 1 < least) {
        least = above[j] + 1;
        steps[j] = DELETE;
      }
      if (row[j - 1] + 1 < least) {
        least = row[j - 1] + 1;
        steps[j] = INSERT;
      }
      row[j] = least;
    }
  }
}
