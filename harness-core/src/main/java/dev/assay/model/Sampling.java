package dev.assay.model;

/**
 * How the next token is chosen.
 *
 * @param temperature 0 for greedy decoding, else the softmax temperature
 * @param topK keep only the k most probable tokens; 0 keeps all
 * @param topP keep the smallest set of tokens whose probability reaches p; 1 keeps all
 */
public record Sampling(double temperature, int topK, double topP) {
  /** Always the most probable token; the lowest id among equals. */
  public static final Sampling GREEDY = new Sampling(0, 0, 1);

  public Sampling {
    if (!(temperature >= 0) || topK < 0 || !(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException(
          "temperature >= 0, top-k >= 0 and 0 < top-p <= 1 expected, not %s, %s, %s"
              .formatted(temperature, topK, topP));
    }
  }

  /** Whether no random number is drawn. */
  public boolean greedy() {
    return temperature == 0;
  }
}
