package dev.assay.reports;

import dev.assay.benchmark.Metric.Direction;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The matrix of benchmarks and models: per benchmark its main metric, each group's average first.
 *
 * @param groups the groups in order
 * @param anyFailed whether any cell has failed examples
 * @param anyBest whether any cell is marked as the best of its row
 * @param anyTied whether any cell is tied with the best
 */
record SummaryView(List<Group> groups, boolean anyFailed, boolean anyBest, boolean anyTied) {

  /** A group's rows. */
  record Group(String name, List<Row> rows) {}

  /**
   * A benchmark or a group's average.
   *
   * @param title how it is called
   * @param slug of the benchmark's page; empty for an average
   * @param average whether it is a group's average
   * @param metric the metric's name, and which way is better where that is not upwards; empty where
   *     the row above says it
   * @param examples how many examples
   * @param cells one for each model, in order
   */
  record Row(
      String title,
      String slug,
      boolean average,
      String metric,
      String examples,
      List<Cell> cells) {

    /** Under an average, which names the metric that its members share. */
    Row withoutMetric() {
      return new Row(title, slug, average, "", examples, cells);
    }
  }

  static SummaryView of(RunIndex run, Slugs slugs) {
    List<Group> groups = new ArrayList<>();
    for (RunIndex.Group group : run.groups()) {
      List<Row> rows = new ArrayList<>();
      if (group.averaged()) {
        String size = "mean of " + Figures.count(group.benchmarks().size(), "task");
        rows.add(row(run, group.name(), "", size));
      }
      for (BenchmarkEntry entry : group.benchmarks()) {
        String name = entry.card().name();
        Row row = row(run, name, slugs.of(name), Figures.count(entry.examples(), "example"));
        rows.add(group.averaged() ? row.withoutMetric() : row);
      }
      groups.add(new Group(group.name(), List.copyOf(rows)));
    }
    List<Cell> cells =
        groups.stream().flatMap(g -> g.rows().stream()).flatMap(r -> r.cells().stream()).toList();
    return new SummaryView(
        groups,
        cells.stream().anyMatch(c -> c.failed() > 0),
        cells.stream().anyMatch(c -> c.standing() == Standing.BEST),
        cells.stream().anyMatch(c -> c.standing() == Standing.TIED));
  }

  private static Row row(RunIndex run, String subject, String slug, String examples) {
    List<MetricResult> results = run.main(subject);
    return new Row(
        run.title(subject),
        slug,
        slug.isEmpty(),
        results.isEmpty() ? "" : metricLabel(results.get(0)),
        examples,
        cells(run, results));
  }

  /** One cell for each model; the empty list if the run has no such number. */
  static List<Cell> cells(RunIndex run, List<MetricResult> results) {
    if (results.isEmpty()) {
      return List.of();
    }
    Axis axis = axis(results);
    Map<String, Standing> standings = Standing.of(results, run.models());
    List<Cell> cells = new ArrayList<>();
    for (ModelEntry model : run.models()) {
      String name = model.card().name();
      Standing standing = standings.getOrDefault(name, Standing.NONE);
      cells.add(
          results.stream()
              .filter(r -> r.model().equals(name))
              .findFirst()
              .map(r -> Cell.of(r, axis, standing, !model.seesBenchmark()))
              .orElse(Cell.absent(!model.seesBenchmark())));
    }
    return List.copyOf(cells);
  }

  /** Shares are drawn on the whole of 0 to 100 %, other numbers on an axis around them. */
  static Axis axis(List<MetricResult> results) {
    String unit = results.get(0).unit();
    if (unit.equals("%")) {
      return Axis.wholeShare();
    }
    return Axis.around(
        results.stream().flatMap(r -> Stream.of(r.low(), r.value(), r.high())).toList(), unit);
  }

  /** A metric's name, and which way is better where that is not upwards. */
  static String metricLabel(MetricResult result) {
    return metricLabel(result.metric(), result.direction());
  }

  static String metricLabel(String metric, Direction direction) {
    String name = metric.replace('_', ' ');
    return direction == Direction.LOWER ? name + ", lower is better" : name;
  }
}
