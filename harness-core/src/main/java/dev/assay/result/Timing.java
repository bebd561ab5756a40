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
    String model, String benchmark, double wallSeconds, OptionalDouble engineSeconds) {}
