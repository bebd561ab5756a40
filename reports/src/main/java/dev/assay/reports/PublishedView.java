package dev.assay.reports;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Published results beside this run's, for the benchmarks that are the published ones.
 *
 * @param title the group
 * @param source where the others were printed
 * @param metric the published metric
 * @param measured the metric of this run's numbers, where it is not that one; else empty
 * @param unit of both
 * @param models the published models
 * @param notes what to know before comparing
 * @param rows the benchmarks
 * @param partly whether some row was measured on a part of the examples only
 */
record PublishedView(
    String title,
    String source,
    String metric,
    String measured,
    String unit,
    List<String> models,
    List<String> notes,
    List<Row> rows,
    boolean partly) {

  /**
   * A benchmark or a group's average.
   *
   * @param slug of the benchmark's page; empty for an average
   * @param part how many of the examples this run has, where not all; else empty
   * @param values of this run, per model
   * @param published per published model
   */
  record Row(String title, String slug, String part, List<String> values, List<String> published) {}

  /** One for each published table with benchmarks of this run. */
  static List<PublishedView> all(
      RunIndex run, List<ModelView> models, Slugs slugs, Published published) {
    List<PublishedView> views = new ArrayList<>();
    for (Published.Table table : published.tables()) {
      for (RunIndex.Group group : run.groups()) {
        view(run, group, group.benchmarks(), table, models, slugs).ifPresent(views::add);
      }
    }
    return views;
  }

  /** What was published on one benchmark. */
  static Optional<PublishedView> of(
      RunIndex run,
      BenchmarkEntry benchmark,
      List<ModelView> models,
      Slugs slugs,
      Published published) {
    RunIndex.Group alone = new RunIndex.Group(benchmark.card().group(), List.of(benchmark), false);
    return published.tables().stream()
        .flatMap(t -> view(run, alone, List.of(benchmark), t, models, slugs).stream())
        .findFirst();
  }

  private static Optional<PublishedView> view(
      RunIndex run,
      RunIndex.Group group,
      List<BenchmarkEntry> benchmarks,
      Published.Table table,
      List<ModelView> models,
      Slugs slugs) {
    List<BenchmarkEntry> same =
        benchmarks.stream().filter(b -> isPublished(b.card(), table)).toList();
    if (same.isEmpty()) {
      return Optional.empty();
    }
    boolean sameMetric = same.stream().allMatch(b -> has(run, b.card().name(), table.metric()));
    List<Row> rows = new ArrayList<>();
    if (group.averaged()
        && table.averages().getOrDefault(group.name(), 0) == group.benchmarks().size()) {
      List<MetricResult> average = run.main(group.name());
      rows.add(
          new Row(
              "average",
              "",
              "",
              values(average, models),
              Published.shown(table.rows().get(group.name()))));
    }
    for (BenchmarkEntry entry : same) {
      String name = entry.card().name();
      List<MetricResult> results = sameMetric ? metric(run, name, table.metric()) : run.main(name);
      rows.add(
          new Row(
              entry.card().title(),
              slugs.of(name),
              entry.examples() == entry.total()
                  ? ""
                  : "the first %s of %s"
                      .formatted(Figures.count(entry.examples()), Figures.count(entry.total())),
              values(results, models),
              Published.shown(table.rows().get(name))));
    }
    return Optional.of(
        new PublishedView(
            group.name(),
            table.source(),
            table.metric().replace('_', ' '),
            sameMetric ? "" : measured(run, same.get(0).card().name()),
            table.unit(),
            table.models(),
            table.notes(),
            rows,
            rows.stream().anyMatch(r -> !r.part().isEmpty())));
  }

  /** Generated data and benchmarks with noise are others, whatever they are called. */
  private static boolean isPublished(BenchmarkCard card, Published.Table table) {
    return table.rows().containsKey(card.name()) && !card.generated();
  }

  private static boolean has(RunIndex run, String benchmark, String metric) {
    return !metric(run, benchmark, metric).isEmpty();
  }

  private static List<MetricResult> metric(RunIndex run, String benchmark, String metric) {
    return run.metrics(benchmark).stream()
        .filter(results -> results.get(0).metric().equals(metric))
        .findFirst()
        .orElse(List.of());
  }

  private static String measured(RunIndex run, String benchmark) {
    List<MetricResult> main = run.main(benchmark);
    return main.isEmpty() ? "nothing" : main.get(0).metric().replace('_', ' ');
  }

  private static List<String> values(List<MetricResult> results, List<ModelView> models) {
    return models.stream()
        .map(
            m ->
                results.stream()
                    .filter(r -> r.model().equals(m.name()))
                    .findFirst()
                    .map(r -> Figures.metric(r.value(), r.unit()))
                    .orElse(Figures.NONE))
        .toList();
  }
}
