package dev.assay.benchmarks.lmeval;

import dev.assay.SetupException;
import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.lmeval.answer.AnswerPipeline;
import dev.assay.benchmarks.lmeval.task.MetricConfig;
import dev.assay.benchmarks.python.PythonPattern;
import dev.assay.benchmarks.python.PythonRepr;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * An entry of a task's {@code metric_list}, from which its metric is made.
 *
 * @param file the task file, for errors
 * @param config the entry
 * @param name the metric's name in reports: with a comma and a filter's name behind it, unless that
 *     is {@code none}
 */
record MetricEntry(Path file, MetricConfig config, String name) {
  private static final String MEAN = "mean";
  private static final String MEDIAN = "median";

  /** An entry of a task whose answers go through one filter. */
  static MetricEntry of(Path file, MetricConfig config, String filter) {
    String name = config.metric();
    return new MetricEntry(
        file, config, filter.equals(AnswerPipeline.NO_NAME) ? name : name + "," + filter);
  }

  /** The error for a metric that there is not. */
  SetupException unknown(Collection<String> valid) {
    return SetupException.unknownName(
        "metric in metric_list of %s".formatted(file), config.metric(), valid);
  }

  /**
   * Refuses what stands beside a metric and is not understood.
   *
   * @param valid what may stand there
   */
  void checkArguments(Collection<String> valid) {
    for (String argument : config.arguments().keySet()) {
      if (argument.equals("hf_evaluate")
          && Boolean.FALSE.equals(config.arguments().get(argument))) {
        continue;
      }
      if (!valid.contains(argument)) {
        throw SetupException.unknownName(
            "argument of the metric '%s' in metric_list of %s".formatted(config.metric(), file),
            argument,
            valid);
      }
    }
  }

  /** Regular expressions in a list beside the metric; none where the argument is absent. */
  List<PythonPattern> patterns(String argument) {
    Object value = config.arguments().get(argument);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(argument, "a list of regular expressions", value);
    }
    try {
      return list.stream().map(PythonRepr::text).map(PythonPattern::compile).toList();
    } catch (IllegalArgumentException e) {
      throw wrong(argument, "a list of regular expressions (" + e.getMessage() + ")", value);
    }
  }

  /** True or false beside the metric; false where the argument is absent. */
  boolean truth(String argument) {
    Object value = config.arguments().get(argument);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw wrong(argument, "true or false", value);
  }

  private SetupException wrong(String argument, String expected, Object value) {
    return new SetupException(
        "%s: metric_list: %s: '%s' must be %s, not %s"
            .formatted(file, config.metric(), argument, expected, value));
  }

  /** A share of right answers: values are 0 or 1. */
  <T> TaskMetric<T> share(ToDoubleFunction<T> value) {
    return share(value, new Aggregation.Proportion());
  }

  /** A mean of shares of right answers: values from 0 to 1. */
  <T> TaskMetric<T> meanShare(ToDoubleFunction<T> value) {
    return share(value, new Aggregation.Mean());
  }

  private <T> TaskMetric<T> share(ToDoubleFunction<T> value, Aggregation mean) {
    Aggregation aggregation =
        aggregation(List.of(MEAN, "nanmean", MEDIAN)).equals(MEDIAN)
            ? new Aggregation.Corpus(this::median)
            : mean;
    Metric metric = new Metric(name, "%", direction(Direction.HIGHER), aggregation);
    return new TaskMetric<>(metric, outcome -> Map.of(name, value.applyAsDouble(outcome)));
  }

  /** A mean of values of which the least is best, under an aggregation's own name. */
  <T> TaskMetric<T> leastMean(String aggregation, ToDoubleFunction<T> value) {
    aggregation(List.of(aggregation));
    Metric metric = new Metric(name, "", direction(Direction.LOWER), new Aggregation.Mean());
    return new TaskMetric<>(metric, outcome -> Map.of(name, value.applyAsDouble(outcome)));
  }

  /**
   * A statistic over all documents.
   *
   * @param aggregation its name
   * @param values a document's value and its parts, under names that {@link #part} makes
   */
  <T> TaskMetric<T> statistic(
      String aggregation,
      Direction direction,
      Aggregation.Statistic statistic,
      Function<T, Map<String, Double>> values) {
    aggregation(List.of(aggregation));
    Metric metric = new Metric(name, "", direction(direction), new Aggregation.Corpus(statistic));
    return new TaskMetric<>(metric, values);
  }

  /** The name of a part of a document's value. */
  String part(String part) {
    return name + "." + part;
  }

  /** The sum of a part over documents. */
  double sum(List<Score> scores, String part) {
    double sum = 0;
    for (Score score : scores) {
      sum += score.values().get(part(part));
    }
    return sum;
  }

  /** Which way is better: what the entry says, else the metric's own. */
  Direction direction(Direction own) {
    return config
        .higherIsBetter()
        .map(higher -> higher ? Direction.HIGHER : Direction.LOWER)
        .orElse(own);
  }

  /** The aggregation that the entry names, else the first of those that fit. */
  String aggregation(List<String> fitting) {
    String named = config.aggregation().orElse(fitting.get(0));
    if (!fitting.contains(named)) {
      throw SetupException.unknownName(
          "aggregation of the metric '%s' in metric_list of %s".formatted(config.metric(), file),
          named,
          fitting);
    }
    return named;
  }

  /** The upper one of two in the middle, as lm-evaluation-harness takes it. */
  private double median(List<Score> scores) {
    return scores.stream()
        .mapToDouble(score -> score.values().get(name))
        .sorted()
        .skip(scores.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
