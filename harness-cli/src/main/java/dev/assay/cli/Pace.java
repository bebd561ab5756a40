package dev.assay.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Foretells how long a run still takes: at the pace at which the current model works, since models
 * differ by orders of magnitude. Says nothing in the first seconds, nor about examples that were
 * finished in an earlier attempt.
 */
final class Pace {
  private static final long LEAST_NANOS = 2_000_000_000L;

  private final LongSupplier nanoClock;
  private long total;
  private long done;
  private String model = "";
  private long modelStart;
  private long modelDone;

  Pace(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  void start(long totalExamples, long finishedBefore) {
    total = totalExamples;
    done = finishedBefore;
  }

  void startModel(String name) {
    if (!name.equals(model)) {
      model = name;
      modelStart = nanoClock.getAsLong();
      modelDone = 0;
    }
  }

  void finishExample() {
    done++;
    modelDone++;
  }

  long done() {
    return done;
  }

  long total() {
    return total;
  }

  /** The time left, as far as can be told. */
  Optional<Duration> remaining() {
    long elapsed = nanoClock.getAsLong() - modelStart;
    if (modelDone == 0 || elapsed < LEAST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos((long) ((double) elapsed / modelDone * (total - done))));
  }
}
