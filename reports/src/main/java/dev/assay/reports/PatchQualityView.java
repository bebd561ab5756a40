package dev.assay.reports;

import dev.assay.reports.ScatterChart.Measured;
import dev.assay.result.CostResult;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far models over bytes reach with a patch, and what quality they have: a point for each model
 * on each benchmark, drawn for one metric. Models over tokens stand beside them with their bytes
 * per token.
 *
 * @param metric the metric
 * @param chart the points
 * @param models the models that have a point, in the order of the columns
 * @param rows one for each benchmark
 */
record PatchQualityView(String metric, ScatterChart chart, List<ModelView> models, List<Row> rows) {
  private static final int MOST_LABELS = 14;

  /** A benchmark. */
  record Row(String title, String slug, List<Point> points) {}

  /**
   * A model on a benchmark.
   *
   * @param reach bytes per patch or token, with the unit; the dash where there is none
   */
  record Point(String reach, String value, String unit) {}

  private record Key(String metric, String unit) {}

  /** One for each metric that benchmarks report first; none where no model forms patches. */
  static List<PatchQualityView> all(RunIndex run, List<ModelView> models, Slugs slugs) {
    if (models.stream().noneMatch(m -> run.cost(m.name()).usage().patches() > 0)) {
      return List.of();
    }
    Map<Key, List<BenchmarkEntry>> together = new LinkedHashMap<>();
    for (BenchmarkEntry benchmark : run.manifest().benchmarks()) {
      List<MetricResult> main = run.main(benchmark.card().name());
      if (!main.isEmpty()) {
        Key key = new Key(SummaryView.metricLabel(main.get(0)), main.get(0).unit());
        together.computeIfAbsent(key, k -> new ArrayList<>()).add(benchmark);
      }
    }
    List<PatchQualityView> views = new ArrayList<>();
    List<ModelView> reaching =
        models.stream().filter(m -> reach(run.cost(m.name())).bytes() > 0).toList();
    together.forEach(
        (key, benchmarks) -> views.add(view(run, reaching, slugs, key, benchmarks, views.size())));
    return views;
  }

  /** How many bytes one step of the large model covers, and what such a step is called. */
  private record Reach(double bytes, String unit) {
    static final Reach NONE = new Reach(Double.NaN, "");

    String words() {
      return bytes > 0 ? Figures.length(bytes) + " bytes per " + unit : Figures.NONE;
    }
  }

  private static Reach reach(CostResult cost) {
    ByteCost bytes = new ByteCost(cost.usage());
    return cost.usage().patches() > 0
        ? new Reach(bytes.bytesPerPatch(), "patch")
        : new Reach(bytes.bytesPerToken(), "token");
  }

  private static PatchQualityView view(
      RunIndex run,
      List<ModelView> models,
      Slugs slugs,
      Key key,
      List<BenchmarkEntry> benchmarks,
      int number) {
    List<Row> rows = new ArrayList<>();
    List<Measured> measured = new ArrayList<>();
    List<Double> ends = new ArrayList<>();
    boolean labelled = models.size() * benchmarks.size() <= MOST_LABELS;
    for (BenchmarkEntry benchmark : benchmarks) {
      String name = benchmark.card().name();
      List<Point> points = new ArrayList<>();
      for (ModelView model : models) {
        Reach reach = run.cost(model.name(), name).map(PatchQualityView::reach).orElse(Reach.NONE);
        Optional<MetricResult> result = run.main(model.name(), name);
        points.add(
            new Point(
                reach.words(),
                Figures.metric(result.map(MetricResult::value).orElse(Double.NaN), key.unit()),
                key.unit()));
        if (reach.bytes() > 0 && result.isPresent()) {
          MetricResult r = result.get();
          String words = "%s on %s".formatted(model.name(), benchmark.card().title());
          String label = labelled ? name.substring(name.lastIndexOf('/') + 1) : "";
          measured.add(
              new Measured(model, words, label, reach.bytes(), r.value(), r.low(), r.high()));
          Stream.of(r.low(), r.value(), r.high()).forEach(ends::add);
        }
      }
      rows.add(new Row(benchmark.card().title(), slugs.of(name), points));
    }
    ScatterChart chart =
        ScatterChart.of(
            "patches-" + number,
            "Bytes per patch against quality",
            "bytes per patch, or per token",
            Axis.around(measured.stream().map(Measured::cost).toList(), ""),
            Axis.around(ends, key.unit()),
            ScatterChart.Content.of(measured),
            bytes -> Figures.length(bytes) + " bytes");
    return new PatchQualityView(key.metric(), chart, models, rows);
  }
}
