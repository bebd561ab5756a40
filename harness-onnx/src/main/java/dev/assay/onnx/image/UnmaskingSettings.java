package dev.assay.onnx.image;

import dev.assay.SetupException;
import java.util.Map;

/**
 * How a model is sampled from. Its text says all that may change a result.
 *
 * @param sampler what is revealed when
 * @param choice how a token is drawn
 * @param guidance scale of classifier-free guidance; 1 for none
 */
public record UnmaskingSettings(UnmaskingSampler sampler, TokenChoice choice, double guidance) {
  private static final String GUIDANCE = "guidance";

  /** The options that set guidance, with a sentence that explains it. */
  public static Map<String, String> options() {
    return Map.of(
        GUIDANCE,
        "classifier-free guidance: how strongly the class is followed; 1 is the model as it is, more is truer to the class and less varied, at twice the cost (default: model.json, else 1)");
  }

  /**
   * Reads the option {@code guidance}.
   *
   * @throws SetupException if the model cannot be guided so
   */
  public static double guidance(SamplingOptions options, ImageClasses classes) {
    double guidance = options.number(GUIDANCE, 1, 0, 1e3);
    if (guidance != 1 && classes.nullClass().isEmpty()) {
      throw new SetupException(
          "guidance needs a model that was also trained without class: %s has no key 'null_class'; leave the option '%s' out"
              .formatted(options.model().file(), GUIDANCE));
    }
    return guidance;
  }
}
