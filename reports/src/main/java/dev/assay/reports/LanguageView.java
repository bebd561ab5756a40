package dev.assay.reports;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A group whose benchmarks are each in a language: a table of languages and models, tinted by
 * value, and the averages over whatever else the benchmarks are labelled with.
 *
 * @param number unique among the views
 * @param title the group
 * @param metric the metric
 * @param unit its unit
 * @param labels headings of the columns with labels
 * @param rows one for each benchmark
 * @param worst the value of the lightest tint
 * @param best the value of the darkest tint
 * @param averages one for each label that several benchmarks share a value of
 */
record LanguageView(
    int number,
    String title,
    String metric,
    String unit,
    List<String> labels,
    List<Row> rows,
    String worst,
    String best,
    List<Averages> averages) {
  private static final String LANGUAGE = "language";
  private static final String NAME = "name";
  private static final int TINTS = 7;

  /** Values that have an order of their own; all others come by the alphabet. */
  private static final List<String> IN_ORDER = List.of("high", "mid", "low", "very low", "unknown");

  /** Labels that say how a benchmark was changed; all of a group share them. */
  private static final Set<String> OF_VARIANTS = Set.of(BenchmarkCard.VARIANT_OF, "noise", "part");

  /**
   * A benchmark in a language.
   *
   * @param title the language's name, or the benchmark's title where several share a language
   * @param labels the values of the labels, in the order of their columns; empty where it has none
   */
  record Row(String title, String slug, List<String> labels, List<Tinted> values) {}

  /**
   * A number and its tint.
   *
   * @param order the number as a script sorts it; empty where there is none
   * @param tint from 0, the worst of the table, to 6, the best; −1 where there is no number
   */
  record Tinted(String value, String order, int tint, Standing standing) {}

  /**
   * Averages over the benchmarks that share a label's value.
   *
   * @param label the label
   */
  record Averages(String label, List<Average> rows) {}

  /**
   * A label's value.
   *
   * @param size how many benchmarks carry it
   * @param values per model the plain mean; the dash where a benchmark has no number
   */
  record Average(String value, String size, List<String> values) {}

  /** One for each group with benchmarks in at least two languages. */
  static List<LanguageView> all(RunIndex run, List<ModelView> models, Slugs slugs) {
    List<LanguageView> views = new ArrayList<>();
    for (RunIndex.Group group : run.groups()) {
      Map<String, List<BenchmarkEntry>> byMetric = new LinkedHashMap<>();
      for (BenchmarkEntry entry : group.benchmarks()) {
        List<MetricResult> main = run.main(entry.card().name());
        if (entry.card().labels().containsKey(LANGUAGE) && !main.isEmpty()) {
          byMetric.computeIfAbsent(main.get(0).metric(), m -> new ArrayList<>()).add(entry);
        }
      }
      for (List<BenchmarkEntry> entries : byMetric.values()) {
        if (values(entries, LANGUAGE).size() > 1) {
          views.add(new Maker(run, models, slugs, entries).view(views.size(), group.name()));
        }
      }
    }
    return views;
  }

  private static Set<String> values(List<BenchmarkEntry> entries, String label) {
    Set<String> values =
        new TreeSet<>(
            Comparator.<String>comparingInt(
                    v -> IN_ORDER.contains(v) ? IN_ORDER.indexOf(v) : IN_ORDER.size())
                .thenComparing(Comparator.naturalOrder()));
    entries.forEach(e -> Optional.ofNullable(e.card().labels().get(label)).ifPresent(values::add));
    return values;
  }

  /** Makes the view of benchmarks that share a metric. */
  private record Maker(
      RunIndex run, List<ModelView> models, Slugs slugs, List<BenchmarkEntry> entries) {

    LanguageView view(int number, String title) {
      MetricResult any = run.main(entries.get(0).card().name()).get(0);
      boolean higher = any.direction() == Direction.HIGHER;
      double[] values =
          entries.stream()
              .flatMap(e -> run.main(e.card().name()).stream())
              .mapToDouble(MetricResult::value)
              .filter(v -> !Double.isNaN(v))
              .sorted()
              .toArray();
      double low = values.length == 0 ? Double.NaN : values[0];
      double high = values.length == 0 ? Double.NaN : values[values.length - 1];
      double worst = higher ? low : high;
      double best = higher ? high : low;
      List<String> labels = labels();
      return new LanguageView(
          number,
          title,
          SummaryView.metricLabel(any),
          any.unit(),
          labels.stream().map(l -> l.equals(LANGUAGE) ? "code" : l).toList(),
          entries.stream().map(e -> row(e, labels, worst, best)).toList(),
          Figures.metric(worst, any.unit()),
          Figures.metric(best, any.unit()),
          labels.stream().flatMap(label -> averages(label).stream()).toList());
    }

    /** The language first, then the others by name. */
    private List<String> labels() {
      Set<String> names = new TreeSet<>();
      entries.forEach(e -> names.addAll(e.card().labels().keySet()));
      names.removeAll(OF_VARIANTS);
      names.removeAll(Set.of(LANGUAGE, NAME));
      List<String> labels = new ArrayList<>(List.of(LANGUAGE));
      labels.addAll(names);
      return labels;
    }

    private Row row(BenchmarkEntry entry, List<String> labels, double worst, double best) {
      String name = entry.card().name();
      Map<String, Standing> standings = Standing.of(run.main(name), run.models());
      List<Tinted> values = new ArrayList<>();
      for (ModelView model : models) {
        Standing standing = standings.getOrDefault(model.name(), Standing.NONE);
        values.add(
            run.main(model.name(), name)
                .map(r -> tinted(r, worst, best, standing))
                .orElse(new Tinted(Figures.NONE, "", -1, Standing.NONE)));
      }
      boolean ownLanguage = values(entries, LANGUAGE).size() == entries.size();
      String language = entry.card().labels().getOrDefault(NAME, entry.card().title());
      return new Row(
          ownLanguage ? language : entry.card().title(),
          slugs.of(name),
          labels.stream().map(l -> entry.card().labels().getOrDefault(l, "")).toList(),
          values);
    }

    private static Tinted tinted(MetricResult r, double worst, double best, Standing standing) {
      if (Double.isNaN(r.value())) {
        return new Tinted(Figures.NONE, "", -1, Standing.NONE);
      }
      double goodness = best == worst ? 1 : (r.value() - worst) / (best - worst);
      return new Tinted(
          Figures.metric(r.value(), r.unit()),
          Double.toString(r.value()),
          (int) Math.min(TINTS - 1, Math.floor(goodness * TINTS)),
          standing);
    }

    /** Empty for a label by which nothing can be grouped. */
    private Optional<Averages> averages(String label) {
      Set<String> values = values(entries, label);
      if (label.equals(LANGUAGE) || values.size() < 2 || values.size() == entries.size()) {
        return Optional.empty();
      }
      List<Average> rows = new ArrayList<>();
      for (String value : values) {
        List<BenchmarkEntry> alike =
            entries.stream().filter(e -> value.equals(e.card().labels().get(label))).toList();
        rows.add(
            new Average(
                value,
                Figures.count(alike.size()),
                models.stream().map(m -> mean(m.name(), alike)).toList()));
      }
      return Optional.of(new Averages(label, rows));
    }

    private String mean(String model, List<BenchmarkEntry> alike) {
      double sum = 0;
      String unit = "";
      for (BenchmarkEntry entry : alike) {
        Optional<MetricResult> result = run.main(model, entry.card().name());
        sum += result.map(MetricResult::value).orElse(Double.NaN);
        unit = result.map(MetricResult::unit).orElse(unit);
      }
      return Figures.metric(sum / alike.size(), unit);
    }
  }
}
