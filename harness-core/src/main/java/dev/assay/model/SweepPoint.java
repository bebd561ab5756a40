package dev.assay.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model lies on a curve: it is one of several that differ in the values of some options.
 *
 * @param of the name that all of them share, for example {@code mnist-implicit}
 * @param at the options that differ, with this model's values, for example {@code steps} → {@code
 *     8}; sorted by key
 */
public record SweepPoint(String of, Map<String, String> at) {
  public SweepPoint {
    at = Collections.unmodifiableMap(new TreeMap<>(at));
  }
}
