package dev.assay.check;

import java.util.List;

/**
 * What the check found for one model on one benchmark.
 *
 * @param model the model's name
 * @param benchmark the benchmark's name
 * @param examples number of examples compared
 * @param differences every variant of every example whose output is not that of the first variant;
 *     empty if the model keeps its promise
 */
public record DeterminismResult(
    String model, String benchmark, int examples, List<Difference> differences) {
  public DeterminismResult {
    differences = List.copyOf(differences);
  }
}
