package dev.assay.reports;

import dev.assay.reports.ScatterChart.Content;
import dev.assay.reports.ScatterChart.Measured;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an option does to the numbers of one benchmark or group: a curve for each model that was run
 * with several values of it, and as lines across those that were not.
 *
 * @param title the benchmark or group
 * @param option the option, for example {@code steps}
 * @param values its values
 * @param metrics what was measured, the main metric first
 */
record SweepView(String title, String option, List<String> values, List<Measure> metrics) {
  /** Where the largest value is so many times the smallest, equal ratios take equal space. */
  private static final double WIDE = 8;

  /**
   * A metric over the option.
   *
   * @param metric its name
   * @param chart empty where the option's values are no numbers
   * @param curves its numbers
   * @param alone the numbers of models that do not vary in anything
   */
  record Measure(String metric, Optional<ScatterChart> chart, List<Row> curves, List<Row> alone) {}

  /** A model's numbers, one for each value; null where it has none. */
  record Row(ModelView model, String label, List<Optional<Cell>> cells) {}

  /** The main metrics of the headlines. */
  static List<SweepView> all(RunIndex run, List<ModelView> models) {
    List<SweepView> views = new ArrayList<>();
    for (String subject : run.headlines()) {
      List<List<MetricResult>> main =
          run.main(subject).isEmpty() ? List.of() : List.of(run.main(subject));
      views.addAll(of(run, models, subject, main, "sweep-" + views.size()));
    }
    return views;
  }

  /** All metrics of a benchmark. */
  static List<SweepView> ofTask(RunIndex run, List<ModelView> models, String name, String slug) {
    return of(run, models, name, run.metrics(name), "sweep-" + slug);
  }

  private static List<SweepView> of(
      RunIndex run,
      List<ModelView> models,
      String subject,
      List<List<MetricResult>> metrics,
      String id) {
    Sweeps sweeps = new Sweeps(run, models);
    List<SweepView> views = new ArrayList<>();
    for (String option : sweeps.options()) {
      List<Sweeps.Curve> curves =
          sweeps.curves(option).stream().filter(c -> hasNumbers(c, run, subject)).toList();
      if (!curves.isEmpty() && !metrics.isEmpty()) {
        Maker maker =
            new Maker(run, subject, option, curves, sweeps.alone(), id + "-" + views.size());
        views.add(maker.view(metrics));
      }
    }
    return views;
  }

  private static boolean hasNumbers(Sweeps.Curve curve, RunIndex run, String subject) {
    return curve.points().stream()
        .flatMap(p -> run.main(p.model().name(), subject).stream())
        .anyMatch(r -> !Double.isNaN(r.value()));
  }

  /** Makes the view of one option. */
  private record Maker(
      RunIndex run,
      String subject,
      String option,
      List<Sweeps.Curve> curves,
      List<ModelView> alone,
      String id) {

    SweepView view(List<List<MetricResult>> metrics) {
      List<Measure> measures = new ArrayList<>();
      for (List<MetricResult> results : metrics) {
        measures.add(measure(results, id + "-" + measures.size()));
      }
      return new SweepView(run.title(subject), option, values(), measures);
    }

    private List<String> values() {
      return Sweeps.sortedValues(
          curves.stream().flatMap(c -> c.points().stream()).map(Sweeps.Point::value).toList());
    }

    private Measure measure(List<MetricResult> results, String chartId) {
      String metric = SummaryView.metricLabel(results.get(0));
      return new Measure(
          metric,
          Sweeps.areNumbers(values())
              ? Optional.of(chart(results, chartId, metric))
              : Optional.empty(),
          curves.stream().map(c -> row(c, results)).toList(),
          alone.stream()
              .map(m -> new Row(m, m.name(), List.of(cell(m, results))))
              .filter(r -> r.cells().get(0).isPresent())
              .toList());
    }

    private Row row(Sweeps.Curve curve, List<MetricResult> results) {
      return new Row(
          curve.points().get(0).model(),
          curve.label(),
          values().stream()
              .map(
                  value ->
                      curve.points().stream()
                          .filter(p -> p.value().equals(value))
                          .findFirst()
                          .flatMap(p -> cell(p.model(), results)))
              .toList());
    }

    private static Optional<MetricResult> result(ModelView model, List<MetricResult> results) {
      return results.stream()
          .filter(r -> r.model().equals(model.name()) && !Double.isNaN(r.value()))
          .findFirst();
    }

    private static Optional<Cell> cell(ModelView model, List<MetricResult> results) {
      return result(model, results)
          .map(r -> Cell.of(r, SummaryView.axis(results), Standing.NONE, model.competes()));
    }

    private ScatterChart chart(List<MetricResult> results, String chartId, String metric) {
      List<List<Measured>> lines = new ArrayList<>();
      for (int i = 0; i < curves.size(); i++) {
        lines.add(line(curves.get(i), i, results));
      }
      List<Measured> floors =
          alone.stream()
              .flatMap(
                  m -> result(m, results).stream().map(r -> measured(m, m.name(), m.name(), 0, r)))
              .toList();
      List<Measured> points = lines.stream().flatMap(List::stream).toList();
      Axis y =
          Axis.around(
              Stream.concat(points.stream(), floors.stream())
                  .flatMap(m -> Stream.of(m.low(), m.value(), m.high()))
                  .toList(),
              results.get(0).unit());
      return ScatterChart.of(
          chartId,
          metric + " over " + option,
          option,
          Axis.at(values(), WIDE, 0.05, room()),
          y,
          new Content(points, lines, floors),
          value -> option + " " + Figures.coordinate(value));
    }

    /** The share of the chart that the longest name of a curve takes. */
    private double room() {
      int letters = curves.stream().mapToInt(c -> c.label().length()).max().orElse(0);
      return Math.min(0.36, 0.05 + 0.0135 * letters);
    }

    /** Curves of the same model look different where there are several of them. */
    private List<Measured> line(Sweeps.Curve curve, int number, List<MetricResult> results) {
      ModelView first = curve.points().get(0).model();
      long before =
          curves.subList(0, number).stream()
              .filter(c -> c.points().get(0).model().sweep().equals(first.sweep()))
              .count();
      ModelView look = first.another((int) before);
      List<Measured> line = new ArrayList<>();
      for (Sweeps.Point point : curve.points()) {
        boolean last = line.size() == curve.points().size() - 1;
        result(point.model(), results)
            .map(
                r ->
                    measured(
                        look,
                        curve.label(),
                        last ? curve.label() : "",
                        Double.parseDouble(point.value()),
                        r))
            .ifPresent(line::add);
      }
      return line;
    }

    private static Measured measured(
        ModelView look, String name, String label, double at, MetricResult r) {
      return new Measured(look, name, label, at, r.value(), r.low(), r.high());
    }
  }
}
