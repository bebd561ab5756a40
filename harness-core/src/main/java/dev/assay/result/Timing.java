package dev.assay.result;

import java.util.OptionalDouble;

/**
 * Where the time of one model on one benchmark went, over all attempts.
 *
 * @param model the model's name
 * @param benchmark the benchmark's name
 * @param wallSeconds from the first request to the last score
 * @param engineSeconds of these, inside the inference engine; empty for models without one
 */
public record Timing(
    String model, String benchmark, double wallSeconds, OptionalDouble engineSeconds) {

  /** The sum of two timings of the same model and benchmark. */
  public Timing plus(Timing other) {
    return new Timing(
        model,
        benchmark,
        wallSeconds + other.wallSeconds,
        engineSeconds.isEmpty() && other.engineSeconds.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(engineSeconds.orElse(0) + other.engineSeconds.orElse(0)));
  }
}
