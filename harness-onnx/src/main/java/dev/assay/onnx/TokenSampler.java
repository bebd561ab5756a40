package dev.assay.onnx;

import dev.assay.model.Sampling;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws tokens for one request: temperature, then top-k, then top-p. Each request has its own
 * stream of random numbers and takes one per token, so that neighbours never matter.
 */
public final class TokenSampler {
  private final Sampling sampling;
  private final SplittableRandom random;

  /** A sampler whose draws depend on the seed and the logits alone. */
  public TokenSampler(Sampling sampling, long seed) {
    this.sampling = sampling;
    this.random = new SplittableRandom(seed);
  }

  /** Draws a token from a row of logits; ties are ordered by id. */
  public int draw(float[] logits) {
    int[] order =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> -logits[i])
                    .thenComparing(Comparator.naturalOrder()))
            .mapToInt(Integer::intValue)
            .toArray();
    int kept = sampling.topK() > 0 ? Math.min(sampling.topK(), order.length) : order.length;
    double[] weights = new double[kept];
    double total = 0;
    for (int i = 0; i < kept; i++) {
      weights[i] = Math.exp((logits[order[i]] - logits[order[0]]) / sampling.temperature());
      total += weights[i];
    }
    double nucleus = 0;
    int last = 0;
    for (; last < kept; last++) {
      nucleus += weights[last];
      if (nucleus >= sampling.topP() * total) {
        break;
      }
    }
    double target = random.nextDouble() * Math.min(nucleus, total);
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      sum += weights[i];
      if (sum > target) {
        return order[i];
      }
    }
    return order[Math.min(last, kept - 1)];
  }
}
