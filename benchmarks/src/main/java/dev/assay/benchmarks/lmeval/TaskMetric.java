package dev.assay.benchmarks.lmeval;

import dev.assay.benchmark.Metric;
import java.util.Map;
import java.util.function.Function;

/**
 * A metric of a task.
 *
 * @param metric as Assay reports it
 * @param values what an outcome adds to the score of a document: the metric's value, and the parts
 *     that a statistic over all documents needs
 * @param <T> what is scored
 */
record TaskMetric<T>(Metric metric, Function<T, Map<String, Double>> values) {}
