package dev.assay.onnx;

import dev.assay.model.Sampling;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a continuation of tokens.
 *
 * @param index number that comes back with the answer
 * @param prompt token ids, at least one
 * @param maxNewTokens most tokens to generate
 * @param maxBytes most bytes of text
 * @param stop texts before which generation ends
 * @param sampling how tokens are chosen
 * @param seed seed of the random choices, one stream for each request
 * @param thinking how to think before writing, of a model that can
 */
public record TokenGeneration(
    int index,
    int[] prompt,
    int maxNewTokens,
    int maxBytes,
    List<String> stop,
    Sampling sampling,
    long seed,
    Optional<Thinking> thinking) {
  public TokenGeneration {
    stop = List.copyOf(stop);
  }

  /** Asks for text at once, without thoughts. */
  public TokenGeneration(
      int index,
      int[] prompt,
      int maxNewTokens,
      int maxBytes,
      List<String> stop,
      Sampling sampling,
      long seed) {
    this(index, prompt, maxNewTokens, maxBytes, stop, sampling, seed, Optional.empty());
  }
}
