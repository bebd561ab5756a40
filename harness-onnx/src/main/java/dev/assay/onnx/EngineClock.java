package dev.assay.onnx;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up the time spent inside ONNX Runtime; safe for use by several threads. */
public final class EngineClock {
  private final AtomicLong nanoseconds = new AtomicLong();

  /** The time so far. */
  public Duration time() {
    return Duration.ofNanos(nanoseconds.get());
  }

  void add(long nanos) {
    nanoseconds.addAndGet(nanos);
  }
}
