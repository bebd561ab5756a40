package dev.assay.summary;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.Usage;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.result.CostResult;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import dev.assay.result.RunSummary;
import dev.assay.result.Timing;
import dev.assay.statistics.Bootstrap;
import dev.assay.statistics.Interval;
import dev.assay.statistics.NormalApproximation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Turns finished examples into the numbers of a run. The same examples give the same numbers. */
public final class Summarizer {
  static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 0);

  private final Plan plan;
  private final Map<String, Map<String, List<ExampleResult>>> byBenchmarkAndModel =
      new LinkedHashMap<>();
  private final List<ExampleResult> examples;
  private final List<MetricResult> metrics = new ArrayList<>();
  private final List<CostResult> costs = new ArrayList<>();

  private Summarizer(Plan plan, List<ExampleResult> examples) {
    this.plan = plan;
    this.examples = examples;
    for (ExampleResult example : examples) {
      byBenchmarkAndModel
          .computeIfAbsent(example.benchmark(), b -> new LinkedHashMap<>())
          .computeIfAbsent(example.model(), m -> new ArrayList<>())
          .add(example);
    }
  }

  /** Summarises a run. */
  public static RunSummary summarize(
      Plan plan, List<ExampleResult> examples, List<Timing> timings) {
    return new Summarizer(plan, examples).summary(timings);
  }

  private RunSummary summary(List<Timing> timings) {
    Map<String, List<PlannedBenchmark>> groups = new LinkedHashMap<>();
    for (PlannedBenchmark planned : plan.benchmarks()) {
      groups
          .computeIfAbsent(planned.benchmark().card().group(), g -> new ArrayList<>())
          .add(planned);
    }
    groups.forEach(
        (group, members) -> {
          if (members.size() > 1) {
            metrics.addAll(new GroupAverage(group, members, byBenchmarkAndModel).results(models()));
          }
          members.forEach(this::addBenchmark);
          if (members.size() > 1) {
            addGroupCosts(group, members);
          }
        });
    long failures = examples.stream().filter(e -> e.failure().isPresent()).count();
    return new RunSummary(metrics, costs, merged(timings), examples.size(), failures);
  }

  private List<String> models() {
    return plan.models().stream().map(PlannedModel::spec).map(s -> s.name()).toList();
  }

  private List<ExampleResult> of(String model, String benchmark) {
    return byBenchmarkAndModel.getOrDefault(benchmark, Map.of()).getOrDefault(model, List.of());
  }

  private void addBenchmark(PlannedBenchmark planned) {
    for (Metric metric : planned.benchmark().metrics()) {
      List<MetricResult> rows = new ArrayList<>();
      for (String model : models()) {
        rows.add(row(model, planned.name(), metric, of(model, planned.name())));
      }
      metrics.addAll(
          BestAndTied.marked(
              rows,
              (best, other) ->
                  PairedDifference.interval(
                      metric, of(best, planned.name()), of(other, planned.name()))));
    }
    for (String model : models()) {
      costs.add(cost(model, planned.name(), of(model, planned.name())));
    }
  }

  private static MetricResult row(
      String model, String benchmark, Metric metric, List<ExampleResult> results) {
    List<Score> scores = results.stream().flatMap(r -> r.score().stream()).toList();
    long failed = results.size() - scores.size();
    double value = Double.NaN;
    double error = Double.NaN;
    Interval interval = Interval.UNKNOWN;
    if (!scores.isEmpty()) {
      if (metric.aggregation() instanceof Aggregation.Corpus corpus) {
        Bootstrap.Estimate estimate =
            BOOTSTRAP.estimate(
                scores.size(),
                drawn -> corpus.statistic().of(PairedDifference.pick(scores, drawn)));
        value = corpus.statistic().of(scores);
        error = estimate.standardError();
        interval = estimate.interval();
      } else {
        double[] values = PairedDifference.values(metric, scores);
        value = NormalApproximation.mean(values);
        error = NormalApproximation.standardError(values);
        interval =
            metric.aggregation() instanceof Aggregation.Proportion
                ? NormalApproximation.wilson(value, values.length)
                : NormalApproximation.around(value, error);
      }
    }
    return new MetricResult(
        model,
        benchmark,
        metric.name(),
        metric.unit(),
        metric.direction(),
        value,
        error,
        interval.low(),
        interval.high(),
        scores.size(),
        failed,
        false,
        List.of());
  }

  private static CostResult cost(String model, String benchmark, List<ExampleResult> results) {
    Usage sum = results.stream().map(ExampleResult::usage).reduce(Usage.NONE, Usage::plus);
    return new CostResult(model, benchmark, results.size(), sum);
  }

  private void addGroupCosts(String group, List<PlannedBenchmark> members) {
    for (String model : models()) {
      List<ExampleResult> all =
          members.stream().flatMap(m -> of(model, m.name()).stream()).toList();
      costs.add(cost(model, group, all));
    }
  }

  /** One timing per model and benchmark: several attempts add up. */
  private static List<Timing> merged(List<Timing> timings) {
    Map<List<String>, Timing> merged = new LinkedHashMap<>();
    for (Timing timing : timings) {
      merged.merge(
          List.of(timing.model(), timing.benchmark()),
          timing,
          (a, b) ->
              new Timing(
                  a.model(),
                  a.benchmark(),
                  a.wallSeconds() + b.wallSeconds(),
                  a.engineSeconds().isEmpty()
                      ? OptionalDouble.empty()
                      : OptionalDouble.of(
                          a.engineSeconds().getAsDouble() + b.engineSeconds().orElse(0))));
    }
    return List.copyOf(merged.values());
  }
}
