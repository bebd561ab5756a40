package dev.assay.reports;

import dev.assay.model.Usage;

/**
 * What a model's work comes to for each byte that it read or wrote; NaN where there is none of it.
 *
 * @param usage what it did
 */
record ByteCost(Usage usage) {
  private double bytes() {
    return usage.inputBytes() + usage.outputBytes();
  }

  /** Whether a model of its own found patches, at a cost that publications leave out. */
  boolean hasPatching() {
    return usage.patchingFlops() > 0;
  }

  /** As publications count: without the model that finds the patches. */
  double flops() {
    return positive(usage.flops() / bytes());
  }

  double flopsWithPatching() {
    return positive((usage.flops() + usage.patchingFlops()) / bytes());
  }

  double bytesPerPatch() {
    return positive(bytes() / usage.patches());
  }

  /** For models over tokens what patches are for others: how far one large step reaches. */
  double bytesPerToken() {
    return positive(bytes() / (usage.inputTokens() + usage.outputTokens()));
  }

  private static double positive(double value) {
    return value > 0 && !Double.isInfinite(value) ? value : Double.NaN;
  }
}
