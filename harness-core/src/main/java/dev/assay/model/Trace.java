package dev.assay.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What went on inside a model while it answered, for the report to draw: patch boundaries and
 * entropies, what each thought decodes to, unmasking frames.
 *
 * @param kind which drawing fits, for example {@code patches}
 * @param data plain values (strings, numbers, lists, maps) as the kind prescribes
 */
public record Trace(String kind, Map<String, Object> data) {
  public Trace {
    data = Collections.unmodifiableMap(new TreeMap<>(data));
  }
}
