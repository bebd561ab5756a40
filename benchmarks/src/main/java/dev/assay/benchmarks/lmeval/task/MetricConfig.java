package dev.assay.benchmarks.lmeval.task;

import java.util.Map;
import java.util.Optional;

/**
 * An entry of {@code metric_list}.
 *
 * @param metric its name
 * @param aggregation the name of what makes one number of all examples; the metric's own if absent
 * @param higherIsBetter the metric's own if absent
 * @param arguments everything else that stands there, such as {@code ignore_case}
 */
public record MetricConfig(
    String metric,
    Optional<String> aggregation,
    Optional<Boolean> higherIsBetter,
    Map<String, Object> arguments) {}
