package dev.assay.onnx;

import java.time.Duration;

/**
 * Measures the time during which at least one thread was inside ONNX Runtime; safe for use by
 * several threads.
 */
public final class EngineClock {
  private long total;
  private long since;
  private int inside;

  /** The time so far. */
  public synchronized Duration time() {
    return Duration.ofNanos(inside == 0 ? total : total + System.nanoTime() - since);
  }

  synchronized void enter() {
    if (inside == 0) {
      since = System.nanoTime();
    }
    inside++;
  }

  synchronized void leave() {
    inside--;
    if (inside == 0) {
      total += System.nanoTime() - since;
    }
  }
}
