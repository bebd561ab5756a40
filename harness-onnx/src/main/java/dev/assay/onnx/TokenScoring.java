package dev.assay.onnx;

/**
 * Asks for the log-likelihood of the end of a sequence of tokens.
 *
 * @param index number that comes back with the answer
 * @param tokens context and continuation, no longer than the model's context plus one
 * @param from where the continuation begins, at least 1
 */
public record TokenScoring(int index, int[] tokens, int from) {
  public TokenScoring {
    if (from < 1 || from >= tokens.length) {
      throw new IllegalArgumentException(
          "a continuation must begin within its %d tokens and not at the first, not at %d"
              .formatted(tokens.length, from));
    }
  }
}
