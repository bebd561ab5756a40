package dev.assay.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which model a run asks for.
 *
 * @param name its name in the report
 * @param provider the {@link ModelProvider#name() provider} that opens it
 * @param options the provider's options as text, for example {@code path}; sorted by key
 */
public record ModelSpec(String name, String provider, Map<String, String> options) {
  public ModelSpec {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }
}
