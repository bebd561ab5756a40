package dev.assay.reports;

import dev.assay.model.Usage;
import dev.assay.reports.ScatterChart.Content;
import dev.assay.reports.ScatterChart.Measured;
import dev.assay.result.MetricResult;
import dev.assay.result.Timing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Quality against cost for one group (by its average) or one benchmark: drawn over floating-point
 * operations and over time, and as a table. Where models say how they reason, also over what they
 * generate, over the passes that must follow each other, and over the number of thoughts; rules of
 * thumb then are lines across the charts.
 *
 * @param title the group or benchmark
 * @param metric what quality means here
 * @param reasoning whether models say how they reason
 * @param charts one for each cost that at least one model has
 * @param rows the numbers
 */
record QualityCostView(
    String title, String metric, boolean reasoning, List<ScatterChart> charts, List<Row> rows) {

  /**
   * A model's numbers.
   *
   * @param tokens written, per example
   * @param thoughts per example
   * @param passes in sequence, per example
   */
  record Row(
      ModelView model,
      Cell quality,
      String tokens,
      String thoughts,
      String passes,
      String flops,
      String seconds) {}

  /** All headlines of a run for which some model has a cost. */
  static List<QualityCostView> all(RunIndex run, List<ModelView> models) {
    List<QualityCostView> views = new ArrayList<>();
    for (String subject : run.headlines()) {
      if (!run.main(subject).isEmpty()) {
        QualityCostView view = new Maker(run, models, subject).view(views.size());
        if (!view.charts().isEmpty()) {
          views.add(view);
        }
      }
    }
    return views;
  }

  /** Makes the view of one group or benchmark. */
  private record Maker(RunIndex run, Methods methods, List<ModelView> models, String subject) {
    Maker(RunIndex run, List<ModelView> models, String subject) {
      this(run, new Methods(run), models, subject);
    }

    QualityCostView view(int number) {
      List<MetricResult> results = run.main(subject);
      Axis y =
          Axis.around(
              results.stream().flatMap(r -> Stream.of(r.low(), r.value(), r.high())).toList(),
              results.get(0).unit());
      boolean reasoning = methods.any();
      List<Optional<ScatterChart>> charts = new ArrayList<>();
      if (reasoning) {
        charts.add(
            chart(
                "tokens-" + number,
                "Quality against what is generated",
                "generated tokens and thoughts per example",
                y,
                content(m -> usage(m, Methods::generated)),
                Maker::number));
        charts.add(
            chart(
                "passes-" + number,
                "Quality against sequential passes",
                "passes that must follow each other, per example",
                y,
                content(m -> usage(m, Usage::forwardPasses)),
                Maker::number));
      }
      charts.add(
          chart(
              "flops-" + number,
              "Quality against computation",
              "FLOPs per example",
              y,
              content(m -> flopsPerExample(run, m.name(), subject)),
              Figures::quantity));
      charts.add(
          chart(
              "seconds-" + number,
              "Quality against time",
              "wall time per example",
              y,
              content(m -> secondsPerExample(run, m, subject)),
              Figures::duration));
      if (reasoning) {
        charts.add(thoughts("thoughts-" + number, y));
      }
      return new QualityCostView(
          run.title(subject),
          SummaryView.metricLabel(results.get(0)),
          reasoning,
          charts.stream().flatMap(Optional::stream).toList(),
          rows(results));
    }

    private static String number(double n) {
      return n >= 1000 ? Figures.quantity(n) : Figures.decimals(n, n == Math.rint(n) ? 0 : 1);
    }

    private double usage(ModelView model, ToDoubleFunction<Usage> part) {
      return run.perExample(model.name(), subject, part);
    }

    /** Every model with its cost; rules of thumb apart. */
    private Content content(ToDoubleFunction<ModelView> cost) {
      List<Measured> points = new ArrayList<>();
      List<Measured> floors = new ArrayList<>();
      for (ModelView model : models) {
        Optional<Measured> measured =
            run.main(model.name(), subject)
                .map(
                    r ->
                        new Measured(
                            model,
                            model.name(),
                            label(model, cost),
                            cost.applyAsDouble(model),
                            r.value(),
                            r.low(),
                            r.high()));
        measured.ifPresent((Methods.isFloor(model) ? floors : points)::add);
      }
      return new Content(points, curves(points), floors);
    }

    /** A point of a curve is called by its setting, the dearest by its whole name. */
    private String label(ModelView model, ToDoubleFunction<ModelView> cost) {
      boolean dearest =
          models.stream()
              .filter(m -> m.sweep().equals(model.sweep()))
              .noneMatch(m -> cost.applyAsDouble(m) > cost.applyAsDouble(model));
      return model.sweep().isEmpty() || dearest ? model.name() : model.setting();
    }

    /** Models that differ in one option are joined where each costs more than the one before. */
    private List<List<Measured>> curves(List<Measured> points) {
      Sweeps sweeps = new Sweeps(run, models);
      List<List<Measured>> joined = new ArrayList<>();
      for (String option : sweeps.options()) {
        for (Sweeps.Curve curve : sweeps.curves(option)) {
          List<Measured> line =
              curve.points().stream()
                  .flatMap(p -> points.stream().filter(m -> m.model().equals(p.model())))
                  .filter(Measured::hasCost)
                  .toList();
          boolean rises =
              IntStream.range(1, line.size())
                  .allMatch(i -> line.get(i).cost() > 1.02 * line.get(i - 1).cost());
          if (rises) {
            joined.add(line);
          }
        }
      }
      return joined;
    }

    /** Empty where no model has that cost. */
    private static Optional<ScatterChart> chart(
        String id,
        String title,
        String xTitle,
        Axis y,
        Content content,
        DoubleFunction<String> si) {
      return content.points().stream().anyMatch(Measured::hasCost)
          ? Optional.of(ScatterChart.of(id, title, xTitle, y, content, si))
          : Optional.empty();
    }

    /** Models that differ only in how long they think are joined. Empty where none thinks. */
    private Optional<ScatterChart> thoughts(String id, Axis y) {
      Content content = content(m -> usage(m, Usage::thoughts));
      List<Measured> points = content.points();
      if (points.stream().noneMatch(Measured::hasCost)) {
        return Optional.empty();
      }
      List<List<Measured>> joined =
          methods.sameButForThoughts().stream()
              .map(
                  names ->
                      points.stream()
                          .filter(m -> names.contains(m.model().name()))
                          .filter(m -> m.cost() >= 0)
                          .sorted(Comparator.comparingDouble(Measured::cost))
                          .toList())
              .toList();
      return Optional.of(
          ScatterChart.of(
              id,
              "Quality against the number of thoughts",
              "continuous thoughts per example",
              Axis.around(
                  Stream.concat(Stream.of(0.0), points.stream().map(Measured::cost)).toList(), ""),
              y,
              new Content(points, joined, content.floors()),
              n -> number(n) + " thoughts"));
    }

    private List<Row> rows(List<MetricResult> results) {
      Map<String, Standing> standings = Standing.of(results, run.models());
      List<Row> rows = new ArrayList<>();
      for (ModelView model : models) {
        for (MetricResult r : results) {
          if (r.model().equals(model.name())) {
            double seconds = secondsPerExample(run, model, subject);
            Standing standing = standings.getOrDefault(model.name(), Standing.NONE);
            rows.add(
                new Row(
                    model,
                    Cell.of(r, SummaryView.axis(results), standing, model.competes()),
                    Figures.mean(usage(model, Usage::outputTokens)),
                    Figures.mean(usage(model, Usage::thoughts)),
                    Figures.mean(usage(model, Usage::forwardPasses)),
                    Figures.quantityOrNone(flopsPerExample(run, model.name(), subject)),
                    seconds > 0 ? Figures.duration(seconds) : Figures.NONE));
          }
        }
      }
      return rows;
    }
  }

  static double flopsPerExample(RunIndex run, String model, String subject) {
    return run.perExample(model, subject, Usage::flops);
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
