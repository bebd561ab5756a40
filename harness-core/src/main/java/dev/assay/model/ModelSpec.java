package dev.assay.model;

import dev.assay.SetupException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which model a run asks for.
 *
 * @param name its name in the report
 * @param provider the {@link ModelProvider#name() provider} that opens it
 * @param options the provider's options as text, for example {@code path}; sorted by key
 * @param sweep where it lies on a curve, if it is one of several that differ in some options
 */
public record ModelSpec(
    String name, String provider, Map<String, String> options, Optional<SweepPoint> sweep) {
  public ModelSpec {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** A model that is not part of a sweep. */
  public ModelSpec(String name, String provider, Map<String, String> options) {
    this(name, provider, options, Optional.empty());
  }

  /**
   * An option that is true or false.
   *
   * @throws SetupException if it is neither
   */
  public boolean flag(String option, boolean otherwise) {
    String value = options.getOrDefault(option, Boolean.toString(otherwise));
    if (!value.equals("true") && !value.equals("false")) {
      throw new SetupException(
          "option '%s' must be true or false, not '%s'".formatted(option, value));
    }
    return value.equals("true");
  }

  /** The same model as a point of a sweep, under another name. */
  public ModelSpec at(String other, SweepPoint point) {
    return new ModelSpec(other, provider, options, Optional.of(point));
  }
}
