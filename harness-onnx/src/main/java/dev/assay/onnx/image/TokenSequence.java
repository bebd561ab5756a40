package dev.assay.onnx.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sequence of tokens of which some are masked, and what became of it step by step. Not
 * thread-safe.
 */
public final class TokenSequence {
  private final int[] ids;
  private final int mask;
  private final int[] open;
  private final List<Change> changes = new ArrayList<>();

  /**
   * A position that was revealed or masked.
   *
   * @param step in which it happened, from 0
   * @param position in the sequence
   * @param token the token it got; the mask's id if it was masked
   */
  public record Change(int step, int position, int token) {}

  /**
   * A sequence.
   *
   * @param ids tokens; those equal to the mask are to be found
   * @param mask id of [MASK]
   */
  public TokenSequence(int[] ids, int mask) {
    this.ids = ids.clone();
    this.mask = mask;
    this.open = masked();
  }

  /** The tokens as they stand. The array is the sequence's own: read it only. */
  int[] ids() {
    return ids;
  }

  /** Number of tokens. */
  public int length() {
    return ids.length;
  }

  /** The positions that were masked in the beginning; all others never change. */
  public int[] open() {
    return open.clone();
  }

  /** The positions that are masked now, in ascending order. */
  public int[] masked() {
    return IntStream.range(0, ids.length).filter(this::isMasked).toArray();
  }

  /** Whether a position is masked now. */
  public boolean isMasked(int position) {
    return ids[position] == mask;
  }

  /** Gives a masked position its token. */
  public void reveal(int step, int position, int token) {
    if (token == mask || !isMasked(position)) {
      throw new IllegalStateException(
          "position %d cannot be revealed as %d: it is %d"
              .formatted(position, token, ids[position]));
    }
    set(step, position, token);
  }

  /** Masks a revealed position again. */
  public void mask(int step, int position) {
    if (Arrays.binarySearch(open, position) < 0) {
      throw new IllegalStateException("position %d is given".formatted(position));
    }
    set(step, position, mask);
  }

  private void set(int step, int position, int token) {
    ids[position] = token;
    changes.add(new Change(step, position, token));
  }

  /** All that happened, in order. */
  public List<Change> changes() {
    return Collections.unmodifiableList(changes);
  }
}
