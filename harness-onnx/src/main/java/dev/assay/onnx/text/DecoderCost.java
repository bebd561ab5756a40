package dev.assay.onnx.text;

/**
 * Estimated floating-point operations of a decoder, a multiply-add counted as two.
 *
 * @param perToken matrix products of all blocks, for every token read or written
 * @param perPrediction the output layer, for every token predicted
 * @param perTokenAndPosition attention, for every token and every position it attends to
 */
public record DecoderCost(double perToken, double perPrediction, double perTokenAndPosition) {

  /** Nothing is known. */
  public static final DecoderCost UNKNOWN = new DecoderCost(0, 0, 0);

  /**
   * Cost of a sequence of which the last tokens were predicted.
   *
   * @param tokens tokens that went through the blocks
   * @param predictions tokens that were predicted
   */
  public double of(long tokens, long predictions) {
    return tokens * perToken
        + predictions * perPrediction
        + perTokenAndPosition * tokens * (tokens + 1) / 2.0;
  }
}
