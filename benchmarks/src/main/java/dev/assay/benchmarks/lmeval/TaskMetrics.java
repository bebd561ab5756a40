package dev.assay.benchmarks.lmeval;

import dev.assay.benchmark.Metric;
import dev.assay.benchmarks.lmeval.answer.AnswerPipeline;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

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

  /**
   * The metrics of a task whose answers pass through no filter.
   *
   * @param metric makes what a task file's entry asks for
   */
  static <T> TaskMetrics<T> unfiltered(
      TaskConfig config, Function<MetricEntry, TaskMetric<T>> metric) {
    String filter = AnswerPipeline.nameWithoutFilters(config);
    return new TaskMetrics<>(
        config.metrics().stream()
            .map(each -> MetricEntry.of(config.file(), each, filter))
            .map(metric)
            .toList());
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
