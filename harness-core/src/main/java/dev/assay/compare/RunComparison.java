package dev.assay.compare;

import dev.assay.result.RunResult;
import dev.assay.statistics.Adjustment;
import java.util.List;
import java.util.Set;

/**
 * Two finished runs side by side: which numbers rose or fell, and by more than chance? The first
 * run, A, is what the second, B, is measured against.
 *
 * <p>Examples are matched by benchmark, id and content; models by name, or as they are where each
 * run has just one. Only examples that have a score in both runs count. Right-or-wrong metrics are
 * tested with McNemar's exact test, other means with sign flips; the p-values of all tests are
 * adjusted together.
 *
 * @param adjustment how the p-values are adjusted for being many
 * @param metrics every number that both runs have, group averages excepted
 * @param flips examples that exactly one of the runs got right, for every benchmark's main metric
 * @param obstacles what voids the comparison or a part of it, one sentence each
 * @param notes what else differs between the runs, one sentence each
 */
public record RunComparison(
    Adjustment adjustment,
    List<MetricComparison> metrics,
    List<FlippedExample> flips,
    List<String> obstacles,
    List<String> notes) {
  public RunComparison {
    metrics = List.copyOf(metrics);
    flips = List.copyOf(flips);
    obstacles = List.copyOf(obstacles);
    notes = List.copyOf(notes);
  }

  /**
   * Compares two runs.
   *
   * @param benchmarks names of benchmarks or groups to compare; empty for all that both runs have
   * @param adjustment how to adjust the p-values of all tests together
   * @throws dev.assay.SetupException if the runs share no model or no such benchmark
   */
  public static RunComparison of(
      RunResult a, RunResult b, Set<String> benchmarks, Adjustment adjustment) {
    return new Comparer(a, b, adjustment).compare(benchmarks);
  }

  /** Compares two runs and adjusts the p-values so that hardly even one verdict is false (Holm). */
  public static RunComparison of(RunResult a, RunResult b, Set<String> benchmarks) {
    return of(a, b, benchmarks, Adjustment.HOLM);
  }

  /** Whether anything could be compared. */
  public boolean holds() {
    return metrics.stream().anyMatch(m -> m.verdict() != Verdict.NOT_COMPARED);
  }
}
