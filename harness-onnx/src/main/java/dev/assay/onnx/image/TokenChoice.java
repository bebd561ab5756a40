package dev.assay.onnx.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How a token is drawn from predicted logits: temperature, then top-k, then top-p. Immutable.
 *
 * @param temperature logits are divided by it; positive
 * @param topK only so many of the most probable tokens; 0 for all
 * @param topP only the most probable tokens whose probabilities together reach this; 1 for all
 */
public record TokenChoice(double temperature, int topK, double topP) {
  /** As predicted. */
  public static final TokenChoice PLAIN = new TokenChoice(1, 0, 1);

  /** Below this, e^x counts as nothing. */
  private static final float LEAST_EXPONENT = -80;

  private static final float LEAST = exponential(LEAST_EXPONENT);

  /**
   * A token that was drawn.
   *
   * @param token its place among the logits
   * @param logProbability natural logarithm of the probability with which it was drawn
   */
  public record Drawn(int token, double logProbability) {}

  /** The options that set it, each with a sentence that explains it. */
  public static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(
        "temperature",
        "logits are divided by it before a token is drawn: below 1 likelier tokens win more often, above 1 less (default: model.json, else 1)");
    options.put("top-k", "draw only from so many of the likeliest tokens; 0 for all (default: 0)");
    options.put(
        "top-p",
        "draw only from the likeliest tokens that together have this probability; 1 for all (default: 1)");
    return options;
  }

  /** Reads the options. */
  public static TokenChoice read(SamplingOptions options) {
    return new TokenChoice(
        options.number("temperature", 1, 1e-3, 1e3),
        options.integer("top-k", 0, 0, Integer.MAX_VALUE),
        options.number("top-p", 1, 1e-9, 1));
  }

  /**
   * Draws a token.
   *
   * @param logits of the tokens that may be drawn, and of no others
   * @param uniform a random number in [0, 1)
   */
  public Drawn draw(float[] logits, double uniform) {
    return topK == 0 && topP == 1 ? drawAny(logits, uniform) : drawLikely(logits, uniform);
  }

  /** The most probable token, the lowest among equals. */
  public static int likeliest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  private Drawn drawAny(float[] logits, double uniform) {
    float largest = logits[0];
    for (int i = 1; i < logits.length; i++) {
      largest = Math.max(largest, logits[i]);
    }
    float[] weights = exponentials(logits, largest, (float) (1 / temperature));
    double sum = 0;
    for (float weight : weights) {
      sum += weight;
    }
    double target = Math.min(uniform * sum, Math.nextDown(sum)); // else rounding may pass the end
    int token = 0;
    double passed = weights[0];
    while (passed <= target && token < weights.length - 1) {
      token++;
      passed += weights[token];
    }
    return new Drawn(token, (logits[token] - largest) / temperature - Math.log(sum));
  }

  /**
   * e^((logit − largest) · scale), to five digits, and 0 for what is as good as impossible. Its
   * loops are such that the compiler turns them into vector instructions, unlike {@link Math#exp}:
   * a picture takes hundreds of thousands of them.
   */
  private static float[] exponentials(float[] logits, float largest, float scale) {
    float[] powers = new float[logits.length];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = (logits[i] - largest) * scale;
    }
    for (int i = 0; i < powers.length; i++) {
      powers[i] = exponential(Math.max(powers[i], LEAST_EXPONENT)) - LEAST;
    }
    return powers;
  }

  /** The 64th power of a polynomial. */
  private static float exponential(float power) {
    float x = power / 64;
    float e = x * (1 / 5040f) + 1 / 720f;
    e = e * x + 1 / 120f;
    e = e * x + 1 / 24f;
    e = e * x + 1 / 6f;
    e = e * x + 1 / 2f;
    e = e * x + 1;
    e = e * x + 1;
    e *= e;
    e *= e;
    e *= e;
    e *= e;
    e *= e;
    return e * e;
  }

  private Drawn drawLikely(float[] logits, double uniform) {
    int[] order =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted((a, b) -> Float.compare(logits[b], logits[a])) // stable: lower ids first
            .mapToInt(Integer::intValue)
            .toArray();
    int kept = topK > 0 ? Math.min(topK, order.length) : order.length;
    double[] sums = new double[kept];
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      sum += Math.exp((logits[order[i]] - logits[order[0]]) / temperature);
      sums[i] = sum;
    }
    int nucleus = 1;
    while (nucleus < kept && sums[nucleus - 1] < topP * sum) {
      nucleus++;
    }
    double total = sums[nucleus - 1];
    int at = 0;
    while (sums[at] <= uniform * total && at < nucleus - 1) {
      at++;
    }
    return new Drawn(
        order[at], (logits[order[at]] - logits[order[0]]) / temperature - Math.log(total));
  }
}
