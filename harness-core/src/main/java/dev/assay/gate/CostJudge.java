package dev.assay.gate;

import dev.assay.compare.ModelPair;
import dev.assay.compare.SharedExamples;
import dev.assay.gate.Policy.CostRule;
import dev.assay.model.Usage;
import dev.assay.result.ExampleResult;
import dev.assay.result.RunResult;
import dev.assay.result.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Judges costs as they are, without a test: all but times are the same whenever the same is done
 * again, and of times a run has measured just one.
 */
final class CostJudge {
  /** Differences that only rounding made. */
  private static final double ROUNDING = 1e-9;

  private final Policy policy;
  private final RunPair runs;

  CostJudge(Policy policy, RunPair runs) {
    this.policy = policy;
    this.runs = runs;
  }

  List<Judgement> judgements() {
    List<Judgement> judgements = new ArrayList<>();
    for (CostRule rule : policy.costs()) {
      for (ModelPair pair : runs.models()) {
        if (rule.models().means(pair.a().card().name())) {
          judge(rule, pair).ifPresent(judgements::add);
        }
      }
    }
    return judgements;
  }

  private Optional<Judgement> judge(CostRule rule, ModelPair pair) {
    List<TaskPair> tasks =
        runs.tasks(pair).stream()
            .filter(t -> rule.benchmarks().means(t.benchmark(), t.group()))
            .toList();
    Optional<String> obstacle = obstacle(tasks);
    return switch (rule.cost()) {
      case TIME -> time(rule, pair, tasks, obstacle);
      case FAILURES -> Optional.of(failures(rule, pair, tasks));
      default -> usage(rule, pair, tasks, obstacle);
    };
  }

  private Optional<String> obstacle(List<TaskPair> tasks) {
    for (TaskPair task : tasks) {
      Optional<String> own = task.obstacle().or(() -> task.shortfall(policy.examples()));
      if (own.isPresent()) {
        return own.map(o -> task.benchmark() + ": " + o);
      }
    }
    return Optional.empty();
  }

  private Optional<Judgement> usage(
      CostRule rule, ModelPair pair, List<TaskPair> tasks, Optional<String> obstacle) {
    long examples = tasks.stream().mapToLong(TaskPair::judged).sum();
    double before = rule.cost().of(sum(tasks, p -> p.a().usage()), examples);
    double after = rule.cost().of(sum(tasks, p -> p.b().usage()), examples);
    return ratio(rule, pair, tasks, before, after, obstacle);
  }

  private static Usage sum(List<TaskPair> tasks, Function<SharedExamples.Pair, Usage> usage) {
    return tasks.stream()
        .flatMap(t -> t.shared().pairs().stream())
        .map(usage)
        .reduce(Usage.NONE, Usage::plus);
  }

  private Optional<Judgement> time(
      CostRule rule, ModelPair pair, List<TaskPair> tasks, Optional<String> obstacle) {
    double before = secondsPerExample(runs.baseline(), pair.a().card().name(), tasks, true);
    double after = secondsPerExample(runs.candidate(), pair.b().card().name(), tasks, false);
    boolean cached =
        tasks.stream()
            .flatMap(t -> Stream.concat(t.before().stream(), t.after().stream()))
            .anyMatch(ExampleResult::cached);
    Optional<String> unfair =
        cached
            ? Optional.of("some answers came from the cache, so their time was not measured")
            : runs.differences().timeObstacle();
    return ratio(rule, pair, tasks, before, after, obstacle.or(() -> unfair));
  }

  private static double secondsPerExample(
      RunResult run, String model, List<TaskPair> tasks, boolean before) {
    List<String> names = tasks.stream().map(TaskPair::benchmark).toList();
    double seconds =
        run.summary().timings().stream()
            .filter(t -> t.model().equals(model) && names.contains(t.benchmark()))
            .mapToDouble(Timing::wallSeconds)
            .sum();
    return seconds / tasks.stream().mapToLong(t -> (before ? t.before() : t.after()).size()).sum();
  }

  private Judgement failures(CostRule rule, ModelPair pair, List<TaskPair> tasks) {
    double before = failed(tasks.stream().flatMap(t -> t.before().stream()));
    double after = failed(tasks.stream().flatMap(t -> t.after().stream()));
    double margin = rule.margin().of(before);
    boolean within = after - before <= margin + ROUNDING;
    return judgement(
        rule,
        pair,
        tasks,
        before,
        after,
        after - before,
        margin,
        within ? GateVerdict.PASS : GateVerdict.FAIL,
        within ? "no more than the margin" : "more by more than the margin");
  }

  private static double failed(Stream<ExampleResult> examples) {
    return examples.mapToInt(e -> e.failure().isPresent() ? 1 : 0).average().orElse(0);
  }

  /** Empty where neither run states such a cost. */
  private Optional<Judgement> ratio(
      CostRule rule,
      ModelPair pair,
      List<TaskPair> tasks,
      double before,
      double after,
      Optional<String> obstacle) {
    boolean stated = before > 0 && Double.isFinite(before);
    boolean statedAfter = after > 0 && Double.isFinite(after);
    if (!stated && !statedAfter) {
      return Optional.empty();
    }
    boolean more = rule.cost().moreIsBetter();
    double share = rule.margin().of(1);
    double limit = more ? 1 - share : 1 + share;
    double ratio = after / before;
    boolean within = more ? ratio >= limit - ROUNDING : ratio <= limit + ROUNDING;
    Optional<String> open =
        stated && statedAfter
            ? obstacle
            : Optional.of("the %s does not state it".formatted(stated ? "candidate" : "baseline"));
    GateVerdict verdict = within ? GateVerdict.PASS : GateVerdict.FAIL;
    return Optional.of(
        judgement(
            rule,
            pair,
            tasks,
            before,
            after,
            ratio,
            limit,
            open.isPresent() ? GateVerdict.UNDECIDED : verdict,
            open.orElse(
                within ? "no dearer than the margin allows" : "dearer than the margin allows")));
  }

  private static Judgement judgement(
      CostRule rule,
      ModelPair pair,
      List<TaskPair> tasks,
      double before,
      double after,
      double change,
      double limit,
      GateVerdict verdict,
      String reason) {
    return new Judgement(
        Judgement.Kind.COST,
        pair.names(),
        rule.benchmarks().words(),
        rule.cost().word(),
        rule.cost().unit(),
        tasks.stream().mapToLong(TaskPair::judged).sum(),
        tasks.stream().mapToLong(TaskPair::expected).sum(),
        before,
        after,
        change,
        Double.NaN,
        Double.NaN,
        limit,
        rule.cost() != Cost.FAILURES,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        verdict,
        reason);
  }
}
