package dev.assay.run;

import java.time.Duration;

/**
 * How long a model may keep silent, and whether it has used that up; one for each opened model.
 * Without an end to it, a model that hangs on every request would cost a timeout for each.
 */
final class Patience {
  private static final int MOST_STALLS = 5;

  private final Duration timeout;
  private final Duration grace;
  private volatile int stalls;
  private volatile boolean lost;

  /**
   * New patience.
   *
   * @param timeout longest time without any answer; zero for no limit
   * @param grace how long an interrupted model may take to return
   */
  Patience(Duration timeout, Duration grace) {
    this.timeout = timeout;
    this.grace = grace;
  }

  Duration timeout() {
    return timeout;
  }

  /** Stops a thread of the model. If that fails, no other may ever enter the model. */
  void stop(Thread worker) throws InterruptedException {
    worker.interrupt();
    worker.join(grace.toMillis());
    if (worker.isAlive()) {
      lost = true;
    }
  }

  void answered() {
    stalls = 0;
  }

  void stalled() {
    stalls++;
  }

  /** Whether a thread is still inside the model and cannot be stopped. */
  boolean lost() {
    return lost;
  }

  /** Whether the model is not to be asked any more. */
  boolean exhausted() {
    return lost || stalls >= MOST_STALLS;
  }

  /** Why the model is not asked any more. */
  String why() {
    return lost
        ? "given up: the model hangs and ignores the request to stop"
        : "given up: the model kept silent for %s s %d times in a row"
            .formatted(seconds(timeout), MOST_STALLS);
  }

  static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? String.valueOf(duration.toSeconds())
        : String.valueOf(duration.toMillis() / 1e3);
  }
}
