package dev.assay.reports;

import static java.util.stream.Collectors.toSet;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.result.DegradationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What changes such as noise made of one benchmark's or group's main metric.
 *
 * @param title the unchanged benchmark or group
 * @param metric the metric
 * @param unchanged per model the number without any change; over the examples of the first change
 * @param rows one for each change
 * @param mean of the changes; empty with only one
 */
record DegradationView(
    String title, String metric, List<Value> unchanged, List<Row> rows, Optional<Row> mean) {

  /** A number and its unit. */
  record Value(String value, String unit) {
    String words() {
      return unit.isEmpty() ? value : value + " " + unit;
    }
  }

  /**
   * A change.
   *
   * @param title what was changed
   * @param slug of the changed benchmark's page; empty for groups and the mean
   */
  record Row(String title, String slug, List<Change> changes) {}

  /**
   * What a change made of a model's number.
   *
   * @param difference to the unchanged number, with its sign
   * @param interval of the difference; empty where unknown
   * @param certain whether the interval leaves zero out
   * @param kept share of the quality that is left; the dash where there is no such share
   * @param keptPercent the same for a bar; empty where there is none
   */
  record Change(
      Value changed,
      String difference,
      String interval,
      boolean certain,
      String kept,
      String keptPercent) {
    static final Change ABSENT =
        new Change(new Value(Figures.NONE, ""), Figures.NONE, "", false, Figures.NONE, "");

    static Change of(DegradationResult r) {
      boolean known = !Double.isNaN(r.low()) && !Double.isNaN(r.high());
      return new Change(
          value(r.changed(), r.unit()),
          Figures.difference(r.difference(), r.unit())
              + (r.unit().equals("%") && !Double.isNaN(r.difference()) ? " points" : ""),
          Figures.interval(r.low(), r.high(), r.unit()),
          known && (r.low() > 0 || r.high() < 0),
          Double.isNaN(r.kept()) ? Figures.NONE : Figures.percent(r.kept()),
          Double.isNaN(r.kept()) ? "" : Figures.coordinate(100 * Math.min(1, r.kept())));
    }
  }

  private static Value value(double value, String unit) {
    return new Value(Figures.metric(value, unit), Double.isNaN(value) ? "" : unit);
  }

  /** One for each group that was changed as a whole and for each other changed benchmark. */
  static List<DegradationView> all(RunIndex run, List<ModelView> models, Slugs slugs) {
    List<DegradationResult> all = run.summary().degradations();
    Set<String> variants = all.stream().map(DegradationResult::variant).collect(toSet());
    Map<String, List<DegradationResult>> bySubject = new LinkedHashMap<>();
    for (DegradationResult r : all) {
      boolean withItsGroup =
          run.card(r.variant())
              .map(BenchmarkCard::group)
              .filter(group -> !group.equals(r.variant()) && variants.contains(group))
              .isPresent();
      if (!withItsGroup) {
        bySubject.computeIfAbsent(r.benchmark(), b -> new ArrayList<>()).add(r);
      }
    }
    return bySubject.entrySet().stream()
        .map(e -> of(run, e.getKey(), e.getValue(), models, slugs))
        .toList();
  }

  /** What one change made of a benchmark, for the changed benchmark's own page. */
  static Optional<DegradationView> of(
      RunIndex run, String variant, List<ModelView> models, Slugs slugs) {
    List<DegradationResult> results =
        run.summary().degradations().stream().filter(r -> r.variant().equals(variant)).toList();
    return results.isEmpty()
        ? Optional.empty()
        : Optional.of(of(run, results.get(0).benchmark(), results, models, slugs));
  }

  private static DegradationView of(
      RunIndex run,
      String subject,
      List<DegradationResult> all,
      List<ModelView> models,
      Slugs slugs) {
    String metric = all.get(0).metric();
    String unit = all.get(0).unit();
    Map<String, Map<String, DegradationResult>> byVariant = new LinkedHashMap<>();
    for (DegradationResult r : all) {
      if (r.metric().equals(metric)) {
        byVariant.computeIfAbsent(r.variant(), v -> new LinkedHashMap<>()).put(r.model(), r);
      }
    }
    List<Row> rows = new ArrayList<>();
    byVariant.forEach(
        (variant, byModel) ->
            rows.add(
                new Row(
                    run.change(variant),
                    slugs.find(variant).orElse(""),
                    models.stream()
                        .map(m -> Optional.ofNullable(byModel.get(m.name())))
                        .map(r -> r.map(Change::of).orElse(Change.ABSENT))
                        .toList())));
    List<Value> unchanged = new ArrayList<>();
    List<Change> means = new ArrayList<>();
    for (ModelView model : models) {
      List<DegradationResult> ofModel =
          byVariant.values().stream()
              .flatMap(v -> Optional.ofNullable(v.get(model.name())).stream())
              .toList();
      unchanged.add(value(ofModel.isEmpty() ? Double.NaN : ofModel.get(0).unchanged(), unit));
      means.add(ofModel.size() < byVariant.size() ? Change.ABSENT : mean(ofModel));
    }
    return new DegradationView(
        run.title(subject),
        SummaryView.metricLabel(metric, all.get(0).direction()),
        unchanged,
        rows,
        rows.size() < 2
            ? Optional.empty()
            : Optional.of(new Row("mean of " + rows.size() + " changes", "", means)));
  }

  /** The plain mean, as HellaSwag-noise is reported; it has no interval of its own. */
  private static Change mean(List<DegradationResult> results) {
    DegradationResult first = results.get(0);
    return Change.of(
        new DegradationResult(
            first.model(),
            first.benchmark(),
            "",
            first.metric(),
            first.unit(),
            first.direction(),
            mean(results, DegradationResult::unchanged),
            mean(results, DegradationResult::changed),
            mean(results, DegradationResult::difference),
            Double.NaN,
            Double.NaN,
            mean(results, DegradationResult::kept),
            first.examples()));
  }

  private static double mean(
      List<DegradationResult> results, ToDoubleFunction<DegradationResult> part) {
    return results.stream().mapToDouble(part).average().orElse(Double.NaN);
  }
}
