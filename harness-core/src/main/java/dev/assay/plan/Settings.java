package dev.assay.plan;

import dev.assay.SetupException;
import java.util.Optional;

/**
 * How a run is carried out. Values out of range are refused with a {@link SetupException}.
 *
 * @param limit most examples of each benchmark; empty for all
 * @param seed seed from which every example's seed is derived
 * @param batchSize most requests side by side
 * @param device where models run, for example {@code cpu}
 * @param threads threads that a model computes with; 0 for one per core
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
  public Settings {
    limit.ifPresent(examples -> requireAtLeast(1, "limit", examples));
    requireAtLeast(1, "batch-size", batchSize);
    requireAtLeast(0, "threads", threads);
    requireAtLeast(0, "timeout", timeoutSeconds);
    requireAtLeast(0, "trace-examples", traceExamples);
    if (!(failureTolerance >= 0 && failureTolerance <= 1)) {
      throw new SetupException(
          "failure-tolerance must be a number from 0 to 1, not " + failureTolerance);
    }
  }

  private static void requireAtLeast(int least, String key, int value) {
    if (value < least) {
      throw new SetupException(
          "%s must be a whole number of at least %d, not %d".formatted(key, least, value));
    }
  }

  /** What holds where nothing is said. */
  public static final Settings DEFAULT =
      new Settings(Optional.empty(), 0, 64, "cpu", 0, 600, 0, 20);

  /** The same settings with another batch size. */
  public Settings withBatchSize(int other) {
    return new Settings(
        limit, seed, other, device, threads, timeoutSeconds, failureTolerance, traceExamples);
  }
}
