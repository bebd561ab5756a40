package dev.assay.baselines.trivial;

import dev.assay.model.ModelCard;
import dev.assay.model.ModelSpec;
import java.util.Map;
import java.util.OptionalLong;

/** The card of a model without parameters, files or training. */
final class TrivialCard {
  private TrivialCard() {}

  static ModelCard of(ModelSpec spec, String description) {
    return new ModelCard(
        spec.name(),
        "trivial",
        description,
        "Apache-2.0",
        "none",
        OptionalLong.of(0),
        Map.of(),
        Map.of());
  }
}
