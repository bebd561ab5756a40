package dev.assay.reports;

import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Published results of ways to reason beside this run's models that reason so. Each cell is an
 * accuracy in per cent with the tokens that an answer takes, thoughts included.
 *
 * @param title the data set
 * @param source where the others were printed
 * @param notes what to know before comparing
 * @param columns the benchmarks
 * @param rows the published methods in their order, each followed by the models that use it; then
 *     the other models
 */
record PublishedMethodsView(
    String title, String source, List<String> notes, List<Column> columns, List<Row> rows) {

  /**
   * A benchmark.
   *
   * @param part how many of the examples this run has, where not all; else empty
   * @param same whether the published results are of its examples
   * @param metric the metric of this run's numbers
   */
  record Column(String title, String slug, String part, boolean same, String metric) {}

  /**
   * A published method, or a model of this run.
   *
   * @param method as printed; of a model that uses no printed one, as its card says; else empty
   * @param model empty for what was published
   * @param cells one for each benchmark
   */
  record Row(String method, Optional<ModelView> model, List<Accuracy> cells) {}

  /**
   * An accuracy.
   *
   * @param tokens per answer; empty where unknown
   */
  record Accuracy(String value, String tokens) {
    static final Accuracy NONE = new Accuracy(Figures.NONE, "");
  }

  /** One for each published data set with benchmarks of this run or their kin. */
  static List<PublishedMethodsView> all(
      RunIndex run, List<ModelView> models, Slugs slugs, Published.Methods published) {
    return published.sets().stream()
        .flatMap(
            set -> {
              List<BenchmarkEntry> shown =
                  run.manifest().benchmarks().stream()
                      .filter(b -> set.groups().contains(b.card().group()))
                      .toList();
              return view(run, shown, models, slugs, published, set).stream();
            })
        .toList();
  }

  /** What was published on one benchmark or its kin. */
  static Optional<PublishedMethodsView> of(
      RunIndex run,
      BenchmarkEntry benchmark,
      List<ModelView> models,
      Slugs slugs,
      Published.Methods published) {
    return published.sets().stream()
        .filter(set -> set.groups().contains(benchmark.card().group()))
        .findFirst()
        .flatMap(set -> view(run, List.of(benchmark), models, slugs, published, set));
  }

  private static Optional<PublishedMethodsView> view(
      RunIndex run,
      List<BenchmarkEntry> benchmarks,
      List<ModelView> models,
      Slugs slugs,
      Published.Methods published,
      Published.DataSet set) {
    Measured measured = new Measured(run, published.metric());
    List<BenchmarkEntry> asked =
        benchmarks.stream().filter(b -> !run.main(b.card().name()).isEmpty()).toList();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < published.names().size(); i++) {
      Accuracy accuracy =
          new Accuracy(
              Double.toString(set.accuracies().get(i)), Double.toString(set.tokens().get(i)));
      rows.add(
          new Row(
              published.names().get(i),
              Optional.empty(),
              asked.stream().map(b -> accuracy).toList()));
      rows.addAll(measured.rows(models, asked, Optional.of(published.methods().get(i)), ""));
    }
    models.stream()
        .map(m -> new Methods(run).of(m.name()))
        .distinct()
        .filter(method -> method.isEmpty() || !published.methods().contains(method.get()))
        .forEach(method -> rows.addAll(measured.rows(models, asked, method, method.orElse(""))));
    return Optional.of(
        new PublishedMethodsView(
            set.title(),
            published.source(),
            published.notes(),
            asked.stream().map(b -> column(b, slugs, set, measured)).toList(),
            rows));
  }

  private static Column column(
      BenchmarkEntry entry, Slugs slugs, Published.DataSet set, Measured measured) {
    return new Column(
        entry.card().title(),
        slugs.of(entry.card().name()),
        entry.examples() == entry.total()
            ? ""
            : "the first %s of %s"
                .formatted(Figures.count(entry.examples()), Figures.count(entry.total())),
        set.same().contains(entry.card().name()) && !entry.card().generated(),
        measured.metric(entry.card().name()).replace('_', ' '));
  }

  /** This run's numbers. */
  private record Measured(RunIndex run, String published) {

    /** The published metric where the benchmark has it, else its main one. */
    String metric(String benchmark) {
      return run.metrics(benchmark).stream()
          .map(results -> results.get(0).metric())
          .filter(published::equals)
          .findFirst()
          .orElseGet(() -> run.main(benchmark).get(0).metric());
    }

    List<Row> rows(
        List<ModelView> models,
        List<BenchmarkEntry> benchmarks,
        Optional<String> method,
        String shown) {
      return models.stream()
          .filter(m -> new Methods(run).of(m.name()).equals(method))
          .map(
              m ->
                  new Row(
                      shown,
                      Optional.of(m),
                      benchmarks.stream().map(b -> accuracy(m.name(), b.card().name())).toList()))
          .filter(row -> row.cells().stream().anyMatch(c -> !c.equals(Accuracy.NONE)))
          .toList();
    }

    private Accuracy accuracy(String model, String benchmark) {
      return run.result(model, benchmark, metric(benchmark))
          .filter(r -> !Double.isNaN(r.value()))
          .map((MetricResult r) -> Figures.metric(r.value(), r.unit()))
          .map(value -> new Accuracy(value, tokens(model, benchmark)))
          .orElse(Accuracy.NONE);
    }

    private String tokens(String model, String benchmark) {
      double tokens = run.perAnswer(model, benchmark, Methods::generated);
      return tokens > 0 ? Figures.decimals(tokens, 1) : "";
    }
  }
}
