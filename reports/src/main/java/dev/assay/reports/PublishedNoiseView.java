package dev.assay.reports;

import dev.assay.result.Manifest.BenchmarkEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the same kinds of noise did to published models, on another benchmark.
 *
 * @param benchmark that benchmark
 * @param source where it was printed
 * @param models the models
 * @param notes what to know before comparing
 * @param unchanged per model without noise
 * @param rows one for each kind, then the mean as printed
 */
record PublishedNoiseView(
    String benchmark,
    String source,
    List<String> models,
    List<String> notes,
    List<String> unchanged,
    List<Row> rows) {

  /**
   * A kind of noise.
   *
   * @param kept per model what is left of the number without noise; computed here
   */
  record Row(String title, List<String> values, List<String> kept) {}

  /** Empty where the run has no noise of a published kind. */
  static Optional<PublishedNoiseView> of(RunIndex run, Published.Noise noise) {
    boolean any =
        run.manifest().benchmarks().stream()
            .map(BenchmarkEntry::card)
            .anyMatch(card -> noise.rows().containsKey(card.labels().getOrDefault("noise", "")));
    if (!any) {
      return Optional.empty();
    }
    List<Row> rows = new ArrayList<>();
    noise.rows().forEach((kind, values) -> rows.add(row(kind, values, noise)));
    rows.add(row("mean, as printed", noise.mean(), noise));
    return Optional.of(
        new PublishedNoiseView(
            noise.benchmark(),
            noise.source(),
            noise.models(),
            noise.notes(),
            Published.shown(noise.unchanged()),
            rows));
  }

  private static Row row(String title, List<Double> values, Published.Noise noise) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      kept.add(Figures.percent(values.get(i) / noise.unchanged().get(i)));
    }
    return new Row(title, Published.shown(values), kept);
  }
}
