package dev.assay.gate;

import dev.assay.model.Usage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A cost that a gate can bound. */
public enum Cost {
  /** Wall time for an example, in seconds. */
  TIME("s per example", false),

  /** Estimated floating-point operations for an example, those that find patches included. */
  FLOPS("per example", false),

  /** Bytes read and written for each patch; for models without patches for each token. */
  BYTES_PER_PATCH("bytes", true),

  /** Tokens read and written for an example. */
  TOKENS("per example", false),

  /** Sequential forward passes for an example. */
  FORWARD_PASSES("per example", false),

  /** Share of the examples that failed. */
  FAILURES("%", false);

  private final String unit;
  private final boolean moreIsBetter;

  Cost(String unit, boolean moreIsBetter) {
    this.unit = unit;
    this.moreIsBetter = moreIsBetter;
  }

  /** The name in policies: {@code bytes-per-patch}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Cost::word).toList();
  }

  String unit() {
    return unit;
  }

  boolean moreIsBetter() {
    return moreIsBetter;
  }

  /**
   * What some examples cost, where their usage tells.
   *
   * @param sum the usage of all of them
   * @param examples how many
   */
  double of(Usage sum, long examples) {
    double bytes = sum.inputBytes() + sum.outputBytes();
    double tokens = sum.inputTokens() + sum.outputTokens();
    return switch (this) {
      case FLOPS -> (sum.flops() + sum.patchingFlops()) / examples;
      case BYTES_PER_PATCH -> bytes / (sum.patches() > 0 ? sum.patches() : tokens);
      case TOKENS -> tokens / examples;
      case FORWARD_PASSES -> (double) sum.forwardPasses() / examples;
      case TIME, FAILURES -> throw new IllegalArgumentException(this + " is no part of usage");
    };
  }
}
