package dev.assay.reports;

import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How models answer the same question about the other entity, whose right answer is the other one:
 * who reasons gives both, a shortcut stays at its old answer.
 *
 * @param title the benchmark
 * @param slug of its page
 * @param ticks the axis
 * @param rows one for each model
 */
record SwapView(String title, String slug, List<WhiskerChart.Place> ticks, List<Row> rows) {
  private static final String PAIR = "pair_right";
  private static final String ASKED = "exact_match";
  private static final String SWAPPED = "swapped_match";

  /**
   * A model's answers.
   *
   * @param floor whether it is a rule of thumb
   * @param asked to the questions as they are
   * @param swapped to those about the other entity
   * @param pair to both
   * @param difference of the second to the first, in points
   * @param interval of that difference; empty where unknown
   * @param falls whether the interval lies below zero
   */
  record Row(
      ModelView model,
      boolean floor,
      Share asked,
      Share swapped,
      Share pair,
      String difference,
      String interval,
      boolean falls) {}

  /** A share in per cent, and where it stands on the axis. */
  record Share(String value, String interval, String at) {}

  /** One for each benchmark with such pairs. */
  static List<SwapView> all(RunIndex run, List<ModelView> models, Slugs slugs) {
    return run.manifest().benchmarks().stream()
        .flatMap(b -> of(run, b.card().name(), models, slugs).stream())
        .toList();
  }

  /** Empty where the benchmark has no such pairs. */
  static Optional<SwapView> of(
      RunIndex run, String benchmark, List<ModelView> models, Slugs slugs) {
    Axis axis = Axis.wholeShare();
    List<Row> rows = new ArrayList<>();
    for (ModelView model : models) {
      Optional<MetricResult> asked = run.result(model.name(), benchmark, ASKED);
      Optional<MetricResult> swapped = run.result(model.name(), benchmark, SWAPPED);
      Optional<MetricResult> pair = run.result(model.name(), benchmark, PAIR);
      if (asked.isPresent() && swapped.isPresent() && pair.isPresent()) {
        List<ExampleResult> results = run.results(model.name(), benchmark);
        PairedPoints difference = PairedPoints.of(results, SWAPPED, results, ASKED);
        rows.add(
            new Row(
                model,
                Methods.isFloor(model),
                share(asked.get(), axis),
                share(swapped.get(), axis),
                share(pair.get(), axis),
                difference.points(),
                difference.interval(),
                difference.below()));
      }
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SwapView(
                run.title(benchmark), slugs.of(benchmark), WhiskerChart.places(axis), rows));
  }

  private static Share share(MetricResult r, Axis axis) {
    return new Share(
        Figures.metric(r.value(), "%"),
        Figures.interval(r.low(), r.high(), "%"),
        Double.isNaN(r.value()) ? "" : Figures.coordinate(100 * axis.place(r.value())));
  }
}
