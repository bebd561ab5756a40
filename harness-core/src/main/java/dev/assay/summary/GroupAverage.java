package dev.assay.summary;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import dev.assay.statistics.Interval;
import dev.assay.statistics.NormalApproximation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The plain mean of a group's benchmarks, as CUTE reports its average: every task weighs the same,
 * whatever its size. Only for groups whose members share a main metric that is a mean.
 */
final class GroupAverage {
  private final String group;
  private final List<PlannedBenchmark> members;
  private final Map<String, Map<String, List<ExampleResult>>> byBenchmarkAndModel;
  private final Metric metric;

  GroupAverage(
      String group,
      List<PlannedBenchmark> members,
      Map<String, Map<String, List<ExampleResult>>> byBenchmarkAndModel) {
    this.group = group;
    this.members = members;
    this.byBenchmarkAndModel = byBenchmarkAndModel;
    this.metric = members.get(0).benchmark().metrics().get(0);
  }

  List<MetricResult> results(List<String> models) {
    boolean comparable =
        members.stream()
            .map(m -> m.benchmark().metrics().get(0))
            .allMatch(
                m ->
                    m.name().equals(metric.name())
                        && !(m.aggregation() instanceof Aggregation.Corpus));
    if (!comparable) {
      return List.of();
    }
    return BestAndTied.marked(models.stream().map(this::row).toList(), this::difference);
  }

  private List<ExampleResult> of(String model, PlannedBenchmark member) {
    return byBenchmarkAndModel.getOrDefault(member.name(), Map.of()).getOrDefault(model, List.of());
  }

  private MetricResult row(String model) {
    double sum = 0;
    double variance = 0;
    long scored = 0;
    long failed = 0;
    for (PlannedBenchmark member : members) {
      List<ExampleResult> results = of(model, member);
      List<Score> scores = results.stream().flatMap(r -> r.score().stream()).toList();
      double[] values = PairedDifference.values(metric, scores);
      sum += NormalApproximation.mean(values);
      double error = NormalApproximation.standardError(values);
      variance += error * error;
      scored += scores.size();
      failed += results.size() - scores.size();
    }
    double value = sum / members.size();
    double error = Math.sqrt(variance) / members.size();
    Interval interval = NormalApproximation.around(value, error);
    return new MetricResult(
        model,
        group,
        metric.name(),
        metric.unit(),
        metric.direction(),
        value,
        error,
        interval.low(),
        interval.high(),
        scored,
        failed,
        false,
        List.of());
  }

  private Interval difference(String best, String other) {
    List<double[]> differences = new ArrayList<>();
    for (PlannedBenchmark member : members) {
      double[] d = PairedDifference.differences(metric, of(best, member), of(other, member));
      if (d.length > 0) {
        differences.add(d);
      }
    }
    return differences.isEmpty()
        ? Interval.UNKNOWN
        : Summarizer.BOOTSTRAP.meanOfMeans(differences).interval();
  }
}
