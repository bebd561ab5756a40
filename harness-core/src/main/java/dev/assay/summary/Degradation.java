package dev.assay.summary;

import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Score;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.result.DegradationResult;
import dev.assay.result.ExampleResult;
import dev.assay.statistics.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares variants of benchmarks with the benchmarks themselves, where both are in the plan. */
final class Degradation {
  private final Map<String, PlannedBenchmark> planned = new LinkedHashMap<>();
  private final FinishedExamples examples;

  Degradation(Collection<PlannedBenchmark> planned, FinishedExamples examples) {
    planned.forEach(p -> this.planned.put(p.name(), p));
    this.examples = examples;
  }

  /** A variant and what it is a variant of. */
  private record Pair(PlannedBenchmark original, PlannedBenchmark variant) {
    String originalGroup() {
      return original.benchmark().card().group();
    }
  }

  /** A number of both, over the examples that both have. */
  private record Numbers(double unchanged, double changed, Interval difference, long examples) {
    Numbers with(Interval interval) {
      return new Numbers(unchanged, changed, interval, examples);
    }
  }

  /** The rows of a group's members, before them those of the group itself if it has an average. */
  List<DegradationResult> rows(GroupAverage group, List<String> models) {
    List<Pair> pairs = group.members().stream().flatMap(m -> pair(m).stream()).toList();
    List<DegradationResult> rows = new ArrayList<>();
    if (group.averages() && pairs.size() == group.members().size() && areWholeGroup(pairs)) {
      Metric metric = pairs.get(0).variant().benchmark().metrics().get(0);
      String original = pairs.get(0).originalGroup();
      for (String model : models) {
        rows.add(row(model, original, group.name(), metric, ofGroup(model, metric, pairs)));
      }
    }
    for (Pair pair : pairs) {
      for (Metric metric : pair.variant().benchmark().metrics()) {
        for (String model : models) {
          Numbers numbers = of(model, metric, pair);
          rows.add(row(model, pair.original().name(), pair.variant().name(), metric, numbers));
        }
      }
    }
    return rows;
  }

  /** Else the group's own average would be one of other benchmarks. */
  private boolean areWholeGroup(List<Pair> pairs) {
    String group = pairs.get(0).originalGroup();
    return pairs.size()
        == planned.values().stream()
            .filter(p -> p.benchmark().card().group().equals(group))
            .count();
  }

  private Optional<Pair> pair(PlannedBenchmark variant) {
    String original = variant.benchmark().card().original();
    return original.equals(variant.name())
        ? Optional.empty()
        : Optional.ofNullable(planned.get(original)).map(o -> new Pair(o, variant));
  }

  private Numbers of(String model, Metric metric, Pair pair) {
    return values(model, metric, pair)
        .with(
            PairedDifference.interval(
                metric,
                examples.of(model, pair.variant().name()),
                examples.of(model, pair.original().name())));
  }

  private Numbers values(String model, Metric metric, Pair pair) {
    List<ExampleResult> original = examples.of(model, pair.original().name());
    List<ExampleResult> variant = examples.of(model, pair.variant().name());
    List<Score> unchanged = PairedDifference.scoresInBoth(original, variant);
    List<Score> changed = PairedDifference.scoresInBoth(variant, original);
    return unchanged.isEmpty()
        ? new Numbers(Double.NaN, Double.NaN, Interval.UNKNOWN, 0)
        : new Numbers(
            Estimate.value(metric, unchanged),
            Estimate.value(metric, changed),
            Interval.UNKNOWN,
            unchanged.size());
  }

  /** Means over the members, each weighing the same, as in the group's average. */
  private Numbers ofGroup(String model, Metric metric, List<Pair> pairs) {
    double unchanged = 0;
    double changed = 0;
    long n = 0;
    List<double[]> differences = new ArrayList<>();
    for (Pair pair : pairs) {
      Numbers member = values(model, metric, pair);
      unchanged += member.unchanged();
      changed += member.changed();
      n += member.examples();
      differences.add(
          PairedDifference.differences(
              metric,
              examples.of(model, pair.variant().name()),
              examples.of(model, pair.original().name())));
    }
    return new Numbers(
        unchanged / pairs.size(),
        changed / pairs.size(),
        Summarizer.BOOTSTRAP.meanOfMeans(differences).interval(),
        n);
  }

  private static DegradationResult row(
      String model, String original, String variant, Metric metric, Numbers numbers) {
    return new DegradationResult(
        model,
        original,
        variant,
        metric.name(),
        metric.unit(),
        metric.direction(),
        numbers.unchanged(),
        numbers.changed(),
        numbers.changed() - numbers.unchanged(),
        numbers.difference().low(),
        numbers.difference().high(),
        kept(metric.direction(), numbers.unchanged(), numbers.changed()),
        numbers.examples());
  }

  /** Numbers below zero, such as log-likelihoods, have no share. */
  private static double kept(Direction direction, double unchanged, double changed) {
    double whole = direction == Direction.HIGHER ? unchanged : changed;
    double part = direction == Direction.HIGHER ? changed : unchanged;
    return whole > 0 && part >= 0 ? part / whole : Double.NaN;
  }
}
