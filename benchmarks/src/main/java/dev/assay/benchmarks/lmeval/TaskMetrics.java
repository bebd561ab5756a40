package dev.assay.benchmarks.lmeval;

import dev.assay.benchmark.Metric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of a task, the main one first.
 *
 * @param all none of them under the name of another
 * @param <T> what is scored
 */
record TaskMetrics<T>(List<TaskMetric<T>> all) {
  TaskMetrics {
    all = List.copyOf(all);
  }

  List<Metric> metrics() {
    return all.stream().map(TaskMetric::metric).toList();
  }

  /** The score of an outcome. */
  Map<String, Double> values(T outcome) {
    Map<String, Double> values = new TreeMap<>();
    all.forEach(metric -> values.putAll(metric.values().apply(outcome)));
    return values;
  }
}
