package dev.assay.onnx.image;

/**
 * One sequence on its way from masked to complete. Asked in turns: {@link #next}, then, if that was
 * true, {@link #reveal} once. Not thread-safe.
 */
public interface Unmasking {
  /** Goes on to the next step that needs predictions; false once nothing is masked any more. */
  boolean next();

  /** The time that a model which wants it is told in this step, from 0 (all masked) to 1. */
  double time();

  /** Reveals what this step reveals, given predictions for the sequence as it stands. */
  void reveal(Predictions predictions);

  /** Number of steps from beginning to end, those that need no predictions included. */
  int steps();
}
