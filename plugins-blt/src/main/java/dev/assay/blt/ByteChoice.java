package dev.assay.blt;

import dev.assay.model.Sampling;
import dev.assay.onnx.TokenSampler;
import java.util.Optional;

/** Chooses the bytes of one request: the most probable, or drawn from its own random numbers. */
final class ByteChoice {
  private final Optional<TokenSampler> sampler;

  ByteChoice(Sampling sampling, long seed) {
    this.sampler =
        sampling.greedy() ? Optional.empty() : Optional.of(new TokenSampler(sampling, seed));
  }

  /**
   * The next id: a byte or the end, never one of the other marks.
   *
   * @param logits of all ids; those of the other marks are overwritten
   */
  int choose(float[] logits) {
    if (sampler.isEmpty()) {
      return mostProbable(logits);
    }
    for (int id = 0; id < ByteIds.OFFSET; id++) {
      logits[id] = ByteIds.writable(id) ? logits[id] : Float.NEGATIVE_INFINITY;
    }
    return sampler.get().draw(logits);
  }

  /** The most probable id that may be written, the lowest among equals. */
  static int mostProbable(float[] logits) {
    int best = ByteIds.END;
    for (int id = ByteIds.OFFSET; id < logits.length; id++) {
      if (logits[id] > logits[best]) {
        best = id;
      }
    }
    return best;
  }
}
