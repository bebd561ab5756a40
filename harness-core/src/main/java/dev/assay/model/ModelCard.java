package dev.assay.model;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a reader must know about a model to trust a number.
 *
 * @param name the name in tables
 * @param family what kind of model, for example {@code tokenized}, {@code blt}, {@code replay}
 * @param description one sentence
 * @param licence SPDX identifier or a name, {@code unknown} where the folder does not say
 * @param trainingData what it was trained on; {@code unknown} where the folder does not say
 * @param parameters number of parameters
 * @param files sha256 of each file the model consists of
 * @param properties further facts for the provenance section (context length, FLOPs per token, …)
 */
public record ModelCard(
    String name,
    String family,
    String description,
    String licence,
    String trainingData,
    OptionalLong parameters,
    Map<String, String> files,
    Map<String, String> properties) {
  public ModelCard {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  /** The same card under the name that a run gives the model. */
  public ModelCard named(String other) {
    return new ModelCard(
        other, family, description, licence, trainingData, parameters, files, properties);
  }
}
