package dev.assay.reports;

import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every model's value and interval on every benchmark of a group, on one axis. Horizontal places
 * are in per cent of the axis, so that the drawing fits any width.
 *
 * @param title the group
 * @param metric what is drawn
 * @param ticks the axis
 * @param rows one for each benchmark, the group's average first
 * @param height of a row in pixels
 */
record WhiskerChart(String title, String metric, List<Place> ticks, List<Row> rows, int height) {
  private static final int LANE = 9;

  /** A label and where on the axis it stands, in per cent. */
  record Place(String at, String label) {}

  /** A benchmark or an average. */
  record Row(String title, String slug, boolean average, List<Whisker> whiskers) {}

  /**
   * A model's value and interval.
   *
   * @param lane vertical place in pixels
   * @param words the same in words
   */
  record Whisker(ModelView model, Cell.Bar bar, int lane, String words) {}

  private record Key(String metric, String unit) {}

  /** One chart for each group, or several where the main metrics within a group differ. */
  static List<WhiskerChart> of(
      RunIndex run, RunIndex.Group group, List<ModelView> models, Slugs slugs) {
    List<String> subjects = new ArrayList<>();
    if (group.averaged()) {
      subjects.add(group.name());
    }
    group.benchmarks().forEach(b -> subjects.add(b.card().name()));
    Map<Key, List<String>> together = new LinkedHashMap<>();
    for (String subject : subjects) {
      List<MetricResult> results = run.main(subject);
      if (!results.isEmpty()) {
        Key key = new Key(SummaryView.metricLabel(results.get(0)), results.get(0).unit());
        together.computeIfAbsent(key, k -> new ArrayList<>()).add(subject);
      }
    }
    List<WhiskerChart> charts = new ArrayList<>();
    together.forEach(
        (key, members) -> charts.add(chart(run, group, models, slugs, key.metric(), members)));
    return charts;
  }

  private static WhiskerChart chart(
      RunIndex run,
      RunIndex.Group group,
      List<ModelView> models,
      Slugs slugs,
      String metric,
      List<String> subjects) {
    List<MetricResult> all = subjects.stream().flatMap(s -> run.main(s).stream()).toList();
    String unit = all.get(0).unit();
    Axis axis =
        unit.equals("%")
            ? Axis.wholeShare()
            : Axis.around(
                all.stream().flatMap(r -> Stream.of(r.low(), r.value(), r.high())).toList(), unit);
    List<Row> rows = new ArrayList<>();
    for (String subject : subjects) {
      boolean average = group.averaged() && subject.equals(group.name());
      rows.add(
          new Row(
              average ? "average" : run.title(subject),
              average ? "" : slugs.of(subject),
              average,
              whiskers(run.main(subject), models, axis)));
    }
    return new WhiskerChart(group.name(), metric, places(axis), rows, LANE * models.size() + 11);
  }

  /** The labelled places of an axis. */
  static List<Place> places(Axis axis) {
    return axis.ticks().stream()
        .map(t -> new Place(Figures.coordinate(100 * t.place()), t.label()))
        .toList();
  }

  private static List<Whisker> whiskers(
      List<MetricResult> results, List<ModelView> models, Axis axis) {
    List<Whisker> whiskers = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      ModelView model = models.get(i);
      for (MetricResult r : results) {
        if (r.model().equals(model.name())) {
          String words =
              "%s %s%s (%s)"
                  .formatted(
                      r.model(),
                      Figures.metric(r.value(), r.unit()),
                      r.unit().equals("%") ? " %" : "",
                      Figures.interval(r.low(), r.high(), r.unit()));
          int lane = LANE * i + 5 + LANE / 2 + 1;
          whiskers.add(new Whisker(model, Cell.Bar.of(r, axis), lane, words));
        }
      }
    }
    return whiskers;
  }
}
