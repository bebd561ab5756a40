package dev.assay.reports;

import dev.assay.reports.ScatterChart.Measured;
import dev.assay.result.MetricResult;
import dev.assay.result.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Quality against cost for one group (by its average) or one benchmark: drawn over floating-point
 * operations and over time, and as a table.
 *
 * @param title the group or benchmark
 * @param metric what quality means here
 * @param charts one for each cost that at least one model has
 * @param rows the numbers
 */
record QualityCostView(String title, String metric, List<ScatterChart> charts, List<Row> rows) {

  /** A model's numbers. */
  record Row(ModelView model, Cell quality, String flops, String seconds) {}

  /** All headlines of a run for which some model has a cost. */
  static List<QualityCostView> all(RunIndex run, List<ModelView> models) {
    List<QualityCostView> views = new ArrayList<>();
    for (String subject : run.headlines()) {
      if (!run.main(subject).isEmpty()) {
        QualityCostView view = of(run, models, subject, views.size());
        if (!view.charts().isEmpty()) {
          views.add(view);
        }
      }
    }
    return views;
  }

  private static QualityCostView of(
      RunIndex run, List<ModelView> models, String subject, int number) {
    List<MetricResult> results = run.main(subject);
    Axis y =
        Axis.around(
            results.stream().flatMap(r -> Stream.of(r.low(), r.value(), r.high())).toList(),
            results.get(0).unit());
    Map<String, Standing> standings = Standing.of(results, run.models());
    List<Measured> byFlops = new ArrayList<>();
    List<Measured> bySeconds = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (ModelView model : models) {
      for (MetricResult r : results) {
        if (r.model().equals(model.name())) {
          double flops = flopsPerExample(run, model.name(), subject);
          double seconds = secondsPerExample(run, model, subject);
          byFlops.add(new Measured(model, flops, r.value(), r.low(), r.high()));
          bySeconds.add(new Measured(model, seconds, r.value(), r.low(), r.high()));
          Standing standing = standings.getOrDefault(model.name(), Standing.NONE);
          rows.add(
              new Row(
                  model,
                  Cell.of(r, SummaryView.axis(results), standing, model.competes()),
                  Figures.quantityOrNone(flops),
                  seconds > 0 ? Figures.duration(seconds) : Figures.NONE));
        }
      }
    }
    List<ScatterChart> charts = new ArrayList<>();
    if (byFlops.stream().anyMatch(Measured::hasCost)) {
      charts.add(
          ScatterChart.of(
              "flops-" + number,
              "Quality against computation",
              "FLOPs per example",
              y,
              byFlops,
              Figures::quantity));
    }
    if (bySeconds.stream().anyMatch(Measured::hasCost)) {
      charts.add(
          ScatterChart.of(
              "seconds-" + number,
              "Quality against time",
              "wall time per example",
              y,
              bySeconds,
              Figures::duration));
    }
    return new QualityCostView(
        run.title(subject), SummaryView.metricLabel(results.get(0)), charts, rows);
  }

  static double flopsPerExample(RunIndex run, String model, String subject) {
    return run.cost(model, subject)
        .filter(c -> c.examples() > 0)
        .map(c -> c.usage().flops() / c.examples())
        .orElse(Double.NaN);
  }

  /** The time to look an answer up says nothing of the model that once gave it: no cost there. */
  static double secondsPerExample(RunIndex run, ModelView model, String subject) {
    if (!model.competes()) {
      return Double.NaN;
    }
    double wall =
        run.timings(model.name(), subject).stream().mapToDouble(Timing::wallSeconds).sum();
    return run.cost(model.name(), subject)
        .filter(c -> c.examples() > 0)
        .map(c -> wall / c.examples())
        .orElse(Double.NaN);
  }
}
