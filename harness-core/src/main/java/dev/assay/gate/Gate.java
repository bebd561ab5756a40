package dev.assay.gate;

import dev.assay.SetupException;
import dev.assay.compare.FlippedExample;
import dev.assay.compare.ModelPair;
import dev.assay.result.RunResult;
import dev.assay.statistics.Adjustment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Judges a run by a policy, as measured against a baseline.
 *
 * <p>A number of quality is judged by its interval, each end of which is wrong with the probability
 * of the policy's level, and by a one-sided test of whether it is worse at all, adjusted for all
 * tests of the gate (Holm):
 *
 * <ul>
 *   <li>it passes if the interval lies above a loss of the margin (non-inferiority);
 *   <li>else it fails if it is worse by more than chance;
 *   <li>else it is undecided, and the gate says how many examples would do.
 * </ul>
 *
 * <p>So a gate fails with at most the level's probability where nothing is worse, and passes with
 * at most that probability where the true loss of any number is its margin. The examples it asks
 * for find such a loss with the policy's power.
 *
 * <p>What the baseline has and the candidate lacks fails. Where examples are missing or the runs
 * cannot be compared, nothing passes. The same weights and options that gave the same answers to
 * all examples pass without a test.
 */
public final class Gate {
  private final Policy policy;
  private final RunPair runs;

  private Gate(Policy policy, RunPair runs) {
    this.policy = policy;
    this.runs = runs;
  }

  /**
   * Judges a run.
   *
   * @throws SetupException if the runs have no model in common, or the policy names what the
   *     baseline has not, or judges nothing
   */
  public static GateResult judge(Policy policy, RunResult baseline, RunResult candidate) {
    return new Gate(policy, new RunPair(baseline, candidate)).judge();
  }

  private GateResult judge() {
    requireKnown();
    QualityTrials quality = new QualityTrials(policy, runs);
    List<Judgement> judgements = new ArrayList<>();
    for (String model : runs.vanishedModels()) {
      judgements.add(
          Judgement.vanished(
              Judgement.Kind.QUALITY, model, "*", "", "the candidate has no such model"));
    }
    judgements.addAll(quality.vanished());
    judgements.addAll(judged(quality.trials()));
    judgements.addAll(new CostJudge(policy, runs).judgements());
    if (judgements.isEmpty()) {
      throw new SetupException("the policy judges no number of these runs");
    }
    return new GateResult(
        GateVerdict.worst(judgements),
        policy.level(),
        policy.power(),
        judgements,
        flips(judgements),
        notes(quality.unjudged()));
  }

  private void requireKnown() {
    policy.averages().forEach(r -> requireKnown(r.groups(), r.models(), true));
    policy.quality().forEach(r -> requireKnown(r.benchmarks(), r.models(), false));
    policy.costs().forEach(r -> requireKnown(r.benchmarks(), r.models(), false));
  }

  private void requireKnown(Selection tasks, Selection models, boolean groups) {
    tasks.requireKnown(groups ? runs.groupNames() : runs.benchmarkNames());
    models.requireKnown(runs.modelNames());
  }

  private List<Judgement> judged(List<Trial> trials) {
    List<OptionalDouble> all = trials.stream().map(Trial::p).toList();
    double[] tested =
        all.stream()
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    double[] adjusted = Adjustment.HOLM.of(tested);
    List<Judgement> judged = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < trials.size(); i++) {
      OptionalDouble p =
          all.get(i).isPresent() ? OptionalDouble.of(adjusted[next++]) : OptionalDouble.empty();
      judged.add(trials.get(i).judged(p, tested.length, policy));
    }
    return judged;
  }

  /** Of benchmarks that did not pass, and of those in averages that did not. */
  private List<FlippedExample> flips(List<Judgement> judgements) {
    List<FlippedExample> flips = new ArrayList<>();
    for (ModelPair pair : runs.models()) {
      for (TaskPair task : runs.tasks(pair)) {
        task.metricsBefore().stream()
            .filter(row -> judgements.stream().anyMatch(j -> isOpen(j, pair, task, row.metric())))
            .forEach(
                row ->
                    task.after(row)
                        .ifPresent(after -> flips.addAll(task.shared().flips(row, after))));
      }
    }
    return flips;
  }

  private static boolean isOpen(Judgement judgement, ModelPair pair, TaskPair task, String metric) {
    return judgement.verdict() != GateVerdict.PASS
        && judgement.model().equals(pair.names())
        && judgement.metric().equals(metric)
        && (judgement.benchmark().equals(task.benchmark())
            || judgement.benchmark().equals(task.group()));
  }

  private List<String> notes(int unjudged) {
    List<String> notes = new ArrayList<>(runs.differences().notes(runs.models()));
    if (unjudged > 0) {
      notes.add("Main metrics of benchmarks that no rule is about: %d.".formatted(unjudged));
    }
    return notes;
  }
}
