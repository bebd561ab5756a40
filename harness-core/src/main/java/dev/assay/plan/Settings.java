package dev.assay.plan;

import java.util.Optional;

/**
 * How a run is carried out.
 *
 * @param limit most examples of each benchmark; empty for all
 * @param seed seed from which every example's seed is derived
 * @param batchSize most requests side by side
 * @param device where models run, for example {@code cpu}
 * @param threads threads of one forward pass; 0 lets the engine choose
 * @param timeoutSeconds longest time without any answer before an example counts as failed; 0 for
 *     no limit
 * @param failureTolerance share of failed examples, in [0, 1], above which the run counts as failed
 * @param traceExamples number of examples of each benchmark whose trace is kept
 */
public record Settings(
    Optional<Integer> limit,
    long seed,
    int batchSize,
    String device,
    int threads,
    int timeoutSeconds,
    double failureTolerance,
    int traceExamples) {
  /** What holds where nothing is said. */
  public static final Settings DEFAULT =
      new Settings(Optional.empty(), 0, 64, "cpu", 0, 600, 0, 20);
}
