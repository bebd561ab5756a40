package dev.assay.result;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The numbers of a run.
 *
 * <p>Best and tied: per benchmark and metric the best value is marked (several where they are
 * equal), and every model whose paired difference to it (same examples, seeded bootstrap, 95 %) may
 * be zero is tied with it: {@code tiedWith} names them on the best's row. Models that look at the
 * benchmark's answers do not compete: they are neither best nor tied.
 *
 * @param metrics per model, benchmark and metric; group averages included under the group's name
 * @param costs per model and benchmark; group sums included under the group's name
 * @param timings per model and benchmark
 * @param examples finished examples
 * @param failures failed examples among them
 * @param degradations per model and variant of a benchmark what it changed, where the benchmark
 *     itself ran too; groups included under their names
 */
public record RunSummary(
    List<MetricResult> metrics,
    List<CostResult> costs,
    List<Timing> timings,
    long examples,
    long failures,
    List<DegradationResult> degradations) {
  public RunSummary {
    metrics = List.copyOf(Objects.requireNonNull(metrics, "a summary lacks 'metrics'"));
    costs = List.copyOf(Objects.requireNonNull(costs, "a summary lacks 'costs'"));
    timings = List.copyOf(Objects.requireNonNull(timings, "a summary lacks 'timings'"));
    // a run folder of an earlier version has none
    degradations = degradations == null ? List.of() : List.copyOf(degradations);
  }

  /**
   * Share of the wall time of engine-backed models that passed outside the inference engine, in [0,
   * 1]; empty if no model of the run has an engine.
   */
  public OptionalDouble shareOutsideEngine() {
    double wall = 0;
    double engine = 0;
    for (Timing timing : timings) {
      if (timing.engineSeconds().isPresent()) {
        wall += timing.wallSeconds();
        engine += timing.engineSeconds().getAsDouble();
      }
    }
    return wall == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, 1 - engine / wall));
  }
}
