package dev.assay.onnx.image;

/**
 * What the model predicts for one row's masked positions. Tokens are those of the position's grid
 * alone, so that the mask, or a token of another grid, can never be drawn.
 */
public interface Predictions {
  /**
   * Draws a position's token.
   *
   * @param uniform a random number in [0, 1)
   */
  TokenChoice.Drawn draw(int position, double uniform);

  /** A position's most probable token. */
  int likeliest(int position);
}
