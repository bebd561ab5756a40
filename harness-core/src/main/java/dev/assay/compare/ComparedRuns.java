package dev.assay.compare;

import dev.assay.result.RunResult;
import dev.assay.statistics.Adjustment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finished runs, and what a comparison says of each but the first: what a report of several runs is
 * made of.
 *
 * @param first the run that the others are measured against
 * @param others the others, each with its comparison; at least one
 * @param adjustment how the p-values of all comparisons were adjusted together
 */
public record ComparedRuns(Run first, List<Other> others, Adjustment adjustment) {
  public ComparedRuns {
    others = List.copyOf(others);
    if (others.isEmpty()) {
      throw new IllegalArgumentException("a comparison has at least two runs");
    }
  }

  /**
   * A finished run and where it lies.
   *
   * @param folder as the user named it
   */
  public record Run(Path folder, RunResult result) {}

  /** A run that was measured against the first. */
  public record Other(Run run, RunComparison comparison) {}

  /** All runs, the first one first. */
  public List<Run> runs() {
    List<Run> runs = new ArrayList<>(List.of(first));
    others.forEach(other -> runs.add(other.run()));
    return runs;
  }
}
