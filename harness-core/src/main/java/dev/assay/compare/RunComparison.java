package dev.assay.compare;

import java.util.List;

/**
 * Two finished runs side by side: which numbers rose or fell, and by more than chance? The first
 * run, A, is what the second, B, is measured against. Made by a {@link RunComparer}.
 *
 * @param metrics every number that both runs have, group averages excepted
 * @param flips examples that exactly one of the runs got right, for every benchmark's main metric
 * @param obstacles what voids the comparison or a part of it, one sentence each
 * @param notes what else differs between the runs, one sentence each
 */
public record RunComparison(
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

  /** Whether anything could be compared. */
  public boolean holds() {
    return metrics.stream().anyMatch(m -> m.verdict() != Verdict.NOT_COMPARED);
  }

  /** The same with other numbers. */
  RunComparison with(List<MetricComparison> others) {
    return new RunComparison(others, flips, obstacles, notes);
  }
}
