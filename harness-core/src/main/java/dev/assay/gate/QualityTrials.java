package dev.assay.gate;

import dev.assay.SetupException;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.compare.ModelPair;
import dev.assay.compare.PairedValues;
import dev.assay.compare.SharedExamples;
import dev.assay.gate.Policy.AverageRule;
import dev.assay.gate.Policy.QualityRule;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the numbers of quality that a policy's rules are about, each under its first rule. */
final class QualityTrials {
  private final Policy policy;
  private final RunPair runs;
  private final List<Trial> trials = new ArrayList<>();
  private final List<Judgement> vanished = new ArrayList<>();
  private final Set<Object> used = new HashSet<>();
  private int unjudged;

  QualityTrials(Policy policy, RunPair runs) {
    this.policy = policy;
    this.runs = runs;
    for (ModelPair pair : runs.models()) {
      runs.groupNames().forEach(group -> addAverage(pair, group));
      runs.tasks(pair).forEach(task -> addBenchmark(pair, task));
    }
    policy.averages().forEach(r -> requireUsed(r, r.place(), r.groups().isAll()));
    policy
        .quality()
        .forEach(r -> requireUsed(r, r.place(), r.benchmarks().isAll() && r.metric().isEmpty()));
  }

  /** Numbers to be tested. */
  List<Trial> trials() {
    return trials;
  }

  /** Numbers that the candidate lacks. */
  List<Judgement> vanished() {
    return vanished;
  }

  /** How many main numbers of benchmarks no rule is about. */
  int unjudged() {
    return unjudged;
  }

  /** A rule that could have judged nothing else is a mistake, unless it says "everything". */
  private void requireUsed(Object rule, String place, boolean isForAll) {
    if (!isForAll && !used.contains(rule)) {
      throw new SetupException(
          place
              + "this rule judges nothing: an earlier rule judges what it means, no such metric or average is in the baseline, or its margin is of another kind ('2 points' is for shares in per cent, a number alone for other metrics, '5 %' for all)");
    }
  }

  private void addAverage(ModelPair pair, String group) {
    Optional<MetricResult> average = runs.average(pair, group);
    if (average.isEmpty()) {
      return;
    }
    MetricResult row = average.get();
    for (AverageRule rule : policy.averages()) {
      if (rule.groups().means(group)
          && rule.models().means(row.model())
          && rule.margin().fits(row.unit())) {
        used.add(rule);
        List<TaskPair> members =
            runs.tasks(pair).stream().filter(t -> t.group().equals(group)).toList();
        long lacking = members.stream().filter(m -> !m.isThere()).count();
        if (lacking > 0) {
          vanished.add(
              Judgement.vanished(
                  Judgement.Kind.AVERAGE,
                  pair.names(),
                  group,
                  row.metric(),
                  "the candidate lacks %d of its %d benchmarks"
                      .formatted(lacking, members.size())));
        } else {
          trials.add(average(pair, row, rule.margin(), members));
        }
        return;
      }
    }
  }

  private Trial average(ModelPair pair, MetricResult row, Margin margin, List<TaskPair> members) {
    List<PairedValues> values = new ArrayList<>();
    for (TaskPair member : members) {
      member.shared().values(row.metric()).filter(v -> v.size() > 0).ifPresent(values::add);
    }
    boolean whole = values.size() == members.size();
    double before = values.stream().mapToDouble(PairedValues::valueA).average().orElse(Double.NaN);
    double after = values.stream().mapToDouble(PairedValues::valueB).average().orElse(Double.NaN);
    Optional<String> comparable = first(members.stream().map(TaskPair::obstacle));
    Optional<String> missing =
        first(
            members.stream()
                .map(m -> m.shortfall(policy.examples()).map(s -> m.benchmark() + ": " + s)));
    Optional<Evidence> evidence =
        whole && comparable.isEmpty()
            ? Optional.of(
                new AverageGains(values.stream().map(v -> gains(v, row.direction())).toList()))
            : Optional.empty();
    return new Trial(
        Judgement.Kind.AVERAGE,
        row,
        pair.names(),
        members.stream().mapToLong(TaskPair::judged).sum(),
        members.stream().mapToLong(TaskPair::expected).sum(),
        before,
        after,
        margin.of(before),
        evidence,
        comparable
            .or(() -> missing)
            .or(() -> whole ? Optional.empty() : Optional.of("some examples have no value")),
        members.stream().allMatch(TaskPair::unchanged));
  }

  private static Optional<String> first(Stream<Optional<String>> reasons) {
    return reasons.flatMap(Optional::stream).findFirst();
  }

  private void addBenchmark(ModelPair pair, TaskPair task) {
    boolean main = true;
    for (MetricResult row : task.metricsBefore()) {
      Optional<QualityRule> rule = rule(row, task, main);
      if (rule.isPresent()) {
        used.add(rule.get());
        add(pair, task, row, rule.get().margin());
      } else if (main) {
        unjudged++;
      }
      main = false;
    }
  }

  private Optional<QualityRule> rule(MetricResult row, TaskPair task, boolean main) {
    return policy.quality().stream()
        .filter(r -> r.benchmarks().means(task.benchmark(), task.group()))
        .filter(r -> r.metric().map(m -> m.equals(row.metric())).orElse(main))
        .filter(r -> r.models().means(row.model()))
        .filter(r -> r.margin().fits(row.unit()))
        .findFirst();
  }

  private void add(ModelPair pair, TaskPair task, MetricResult row, Margin margin) {
    Optional<MetricResult> after = task.after(row);
    if (after.isEmpty()) {
      vanished.add(
          Judgement.vanished(
              Judgement.Kind.QUALITY,
              pair.names(),
              task.benchmark(),
              row.metric(),
              "the candidate has no such %s".formatted(task.isThere() ? "metric" : "benchmark")));
      return;
    }
    boolean isMean =
        SharedExamples.isMean(row, task.before())
            && SharedExamples.isMean(after.get(), task.after());
    Optional<PairedValues> values =
        isMean ? task.shared().values(row.metric()).filter(v -> v.size() > 0) : Optional.empty();
    double before = values.map(PairedValues::valueA).orElse(row.value());
    Optional<String> obstacle =
        task.obstacle()
            .or(() -> task.shortfall(policy.examples()))
            .or(
                () ->
                    isMean && values.isEmpty()
                        ? Optional.of("some examples have no value")
                        : Optional.empty());
    Optional<Evidence> evidence =
        values
            .<Evidence>map(v -> gains(v, row.direction()))
            .or(() -> isMean ? Optional.empty() : Optional.of(whole(row, after.get())))
            .filter(e -> task.obstacle().isEmpty());
    trials.add(
        new Trial(
            Judgement.Kind.QUALITY,
            row,
            pair.names(),
            task.judged(),
            task.expected(),
            before,
            values.map(PairedValues::valueB).orElse(after.get().value()),
            margin.of(before),
            evidence,
            obstacle,
            task.unchanged() && Objects.equals(row.value(), after.get().value())));
  }

  private static WholeNumbers whole(MetricResult before, MetricResult after) {
    double rise = after.value() - before.value();
    return new WholeNumbers(
        before.direction() == Direction.HIGHER ? rise : -rise,
        Math.hypot(before.standardError(), after.standardError()),
        Math.min(before.scored(), after.scored()));
  }

  private static PairedGains gains(PairedValues values, Direction direction) {
    double[] rises = values.differences();
    return new PairedGains(
        direction == Direction.HIGHER ? rises : Arrays.stream(rises).map(r -> -r).toArray(),
        values.rightOrWrong());
  }
}
