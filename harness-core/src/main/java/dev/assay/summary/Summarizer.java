package dev.assay.summary;

import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Resampling;
import dev.assay.model.Usage;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.result.CostResult;
import dev.assay.result.DegradationResult;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import dev.assay.result.RunSummary;
import dev.assay.result.Timing;
import dev.assay.statistics.Bootstrap;
import dev.assay.statistics.Jackknife;
import dev.assay.statistics.ResampledEstimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Turns finished examples into the numbers of a run. The same examples give the same numbers. */
public final class Summarizer {
  static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 0);
  private static final Jackknife JACKKNIFE = new Jackknife(20, 0);

  private final Plan plan;
  private final List<String> models;
  private final FinishedExamples examples;
  private final BestAndTied marker;
  private final List<MetricResult> metrics = new ArrayList<>();
  private final List<CostResult> costs = new ArrayList<>();
  private final List<DegradationResult> degradations = new ArrayList<>();

  private Summarizer(Plan plan, List<ExampleResult> examples) {
    this.plan = plan;
    this.models = plan.models().stream().map(m -> m.spec().name()).toList();
    this.examples = new FinishedExamples(examples);
    this.marker =
        new BestAndTied(
            plan.models().stream()
                .filter(m -> !m.seesBenchmark())
                .map(m -> m.spec().name())
                .collect(Collectors.toSet()));
  }

  /**
   * Summarises a run; rows come in the order of the plan.
   *
   * @param examples the finished examples, in the order of the plan: sums and resamples depend on
   *     it in their last digits
   * @param timings where the time went, in any order
   */
  public static RunSummary summarize(
      Plan plan, List<ExampleResult> examples, List<Timing> timings) {
    Summarizer summarizer = new Summarizer(plan, examples);
    summarizer.addAll();
    long failures = examples.stream().filter(e -> e.failure().isPresent()).count();
    return new RunSummary(
        summarizer.metrics,
        summarizer.costs,
        summarizer.merged(timings),
        examples.size(),
        failures,
        summarizer.degradations);
  }

  /** The error of a statistic of n examples, given as indexes. */
  static ResampledEstimate error(Resampling resampling, int n, ToDoubleFunction<int[]> statistic) {
    return switch (resampling) {
      case BOOTSTRAP -> BOOTSTRAP.estimate(n, statistic);
      case JACKKNIFE -> JACKKNIFE.estimate(n, statistic);
      case NONE -> ResampledEstimate.UNKNOWN;
    };
  }

  private void addAll() {
    Map<String, List<PlannedBenchmark>> groups = new LinkedHashMap<>();
    for (PlannedBenchmark planned : plan.benchmarks()) {
      groups
          .computeIfAbsent(planned.benchmark().card().group(), g -> new ArrayList<>())
          .add(planned);
    }
    Degradation degradation = new Degradation(plan.benchmarks(), examples);
    groups.forEach(
        (name, members) -> {
          GroupAverage group = new GroupAverage(name, members, examples);
          metrics.addAll(group.rows(models, marker));
          members.forEach(this::addBenchmark);
          if (members.size() > 1) {
            models.forEach(model -> costs.add(cost(model, name, members)));
          }
          degradations.addAll(degradation.rows(group, models));
        });
  }

  private void addBenchmark(PlannedBenchmark planned) {
    String name = planned.name();
    for (Metric metric : planned.benchmark().metrics()) {
      List<MetricResult> rows =
          models.stream()
              .map(m -> Estimate.of(metric, examples.of(m, name)).row(m, name, metric))
              .toList();
      metrics.addAll(
          marker.marked(
              rows,
              (best, other) ->
                  PairedDifference.interval(
                      metric, examples.of(best, name), examples.of(other, name))));
    }
    models.forEach(model -> costs.add(cost(model, name, List.of(planned))));
  }

  private CostResult cost(String model, String name, List<PlannedBenchmark> benchmarks) {
    List<ExampleResult> all =
        benchmarks.stream().flatMap(b -> examples.of(model, b.name()).stream()).toList();
    Usage sum = all.stream().map(ExampleResult::usage).reduce(Usage.NONE, Usage::plus);
    return new CostResult(model, name, all.size(), sum);
  }

  /** One timing per model and benchmark: several attempts add up. */
  private List<Timing> merged(List<Timing> timings) {
    List<Timing> merged = new ArrayList<>();
    for (String model : models) {
      for (PlannedBenchmark planned : plan.benchmarks()) {
        timings.stream()
            .filter(t -> t.model().equals(model) && t.benchmark().equals(planned.name()))
            .reduce(Timing::plus)
            .ifPresent(merged::add);
      }
    }
    return merged;
  }
}
