package dev.assay.summary;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.result.MetricResult;
import dev.assay.statistics.Interval;
import java.util.List;

/**
 * The plain mean of a group's benchmarks, as CUTE reports its average: every task weighs the same,
 * whatever its size. Only for groups whose members share a main metric that is a mean.
 */
final class GroupAverage {
  private final String group;
  private final List<PlannedBenchmark> members;
  private final FinishedExamples examples;
  private final Metric metric;

  GroupAverage(String group, List<PlannedBenchmark> members, FinishedExamples examples) {
    this.group = group;
    this.members = members;
    this.examples = examples;
    this.metric = main(members.get(0));
  }

  private static Metric main(PlannedBenchmark member) {
    return member.benchmark().metrics().get(0);
  }

  String name() {
    return group;
  }

  List<PlannedBenchmark> members() {
    return members;
  }

  /** Whether there are several members, and they average. */
  boolean averages() {
    return members.size() > 1
        && members.stream()
            .map(GroupAverage::main)
            .allMatch(
                m ->
                    m.name().equals(metric.name())
                        && m.direction() == metric.direction()
                        && !(m.aggregation() instanceof Aggregation.Corpus));
  }

  /** One row for each model; none where the members do not average. */
  List<MetricResult> rows(List<String> models, BestAndTied marker) {
    return averages()
        ? marker.marked(models.stream().map(this::row).toList(), this::difference)
        : List.of();
  }

  private MetricResult row(String model) {
    return Estimate.meanOf(
            members.stream().map(m -> Estimate.of(main(m), examples.of(model, m.name()))).toList())
        .row(model, group, metric);
  }

  private Interval difference(String best, String other) {
    List<double[]> differences =
        members.stream()
            .map(
                m ->
                    PairedDifference.differences(
                        metric, examples.of(best, m.name()), examples.of(other, m.name())))
            .toList();
    return Summarizer.BOOTSTRAP.meanOfMeans(differences).interval();
  }
}
