package dev.assay.result;

import dev.assay.model.Usage;

/**
 * What one model's answers to one benchmark (or group) cost.
 *
 * @param model the model's name
 * @param benchmark the benchmark's or group's name
 * @param examples finished examples
 * @param usage sum over the examples
 */
public record CostResult(String model, String benchmark, long examples, Usage usage) {}
