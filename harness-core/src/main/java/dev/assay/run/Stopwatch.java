package dev.assay.run;

import dev.assay.result.Timing;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Measures wall time and the engine's share of it, lap by lap. */
final class Stopwatch {
  private final ModelRun model;
  private long start;
  private Optional<Duration> engineStart;

  Stopwatch(ModelRun model) {
    this.model = model;
    this.start = System.nanoTime();
    this.engineStart = model.engineTime();
  }

  /** Time since the start or the last lap. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** What has passed since the start or the last lap; begins a new one. */
  Timing lap(String name, String benchmark) {
    long now = System.nanoTime();
    Optional<Duration> engineNow = model.engineTime();
    OptionalDouble engine =
        engineStart.isPresent() && engineNow.isPresent()
            ? OptionalDouble.of(engineNow.get().minus(engineStart.get()).toNanos() / 1e9)
            : OptionalDouble.empty();
    Timing timing = new Timing(name, benchmark, (now - start) / 1e9, engine);
    start = now;
    engineStart = engineNow;
    return timing;
  }
}
