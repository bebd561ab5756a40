package dev.assay.reports;

import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Metrics of a benchmark that sort its answers into categories, as a stacked bar for each model:
 * shares that begin alike and add up to one.
 *
 * @param title what is sorted
 * @param slug of the benchmark's page
 * @param benchmark the benchmark's title
 * @param categories the categories, in the order of the metrics
 * @param bars one for each model that has all of them
 * @param without models all of whose answers have none of what is sorted
 */
record ShareBarsView(
    String title,
    String slug,
    String benchmark,
    List<String> categories,
    List<Bar> bars,
    List<String> without) {
  /** How such metrics begin, and what they sort. */
  private static final Map<String, String> PREFIXES =
      Map.of("chain_", "Written chains", "steps_", "Written steps");

  private static final String NOTHING = "none";
  private static final double ROUNDING = 1e-6;
  private static final double LEAST_LABELLED = 0.07;

  /** A model's shares. */
  record Bar(ModelView model, String scored, List<Part> parts) {
    /** Whether one category has all answers. */
    private boolean isAll(String category, List<String> categories) {
      return categories.contains(category)
          && parts.get(categories.indexOf(category)).share().equals(Figures.percent(1));
    }
  }

  /**
   * A category's share.
   *
   * @param share in per cent
   * @param count how many answers
   * @param from where its part of the bar begins, in per cent of the bar
   * @param length its length in per cent of the bar
   * @param middle where its label stands
   * @param label what stands in the bar; empty where there is too little room
   */
  record Part(
      String share, String count, String from, String length, String middle, String label) {}

  /** None, one or both kinds, for one benchmark. */
  static List<ShareBarsView> of(
      RunIndex run, String benchmark, List<ModelView> models, Slugs slugs) {
    List<ShareBarsView> views = new ArrayList<>();
    for (String prefix : PREFIXES.keySet().stream().sorted().toList()) {
      Map<String, Map<String, MetricResult>> byMetric = new LinkedHashMap<>();
      for (List<MetricResult> results : run.metrics(benchmark)) {
        if (isShare(results.get(0), prefix)) {
          byMetric.put(
              results.get(0).metric(),
              results.stream().collect(Collectors.toMap(MetricResult::model, r -> r)));
        }
      }
      List<Bar> bars =
          models.stream().flatMap(m -> bar(m, List.copyOf(byMetric.values())).stream()).toList();
      List<String> categories = byMetric.keySet().stream().map(m -> words(m, prefix)).toList();
      List<Bar> without = bars.stream().filter(b -> b.isAll(NOTHING, categories)).toList();
      if (bars.size() > without.size()) {
        views.add(
            new ShareBarsView(
                PREFIXES.get(prefix),
                slugs.of(benchmark),
                run.title(benchmark),
                categories,
                bars.stream().filter(b -> !without.contains(b)).toList(),
                without.stream().map(b -> b.model().name()).toList()));
      }
    }
    return views;
  }

  /** Whether a table of numbers can leave a metric to the bars. */
  static boolean drawn(List<ShareBarsView> views, MetricResult result) {
    Set<String> titles = views.stream().map(ShareBarsView::title).collect(Collectors.toSet());
    return PREFIXES.entrySet().stream()
        .anyMatch(p -> isShare(result, p.getKey()) && titles.contains(p.getValue()));
  }

  private static boolean isShare(MetricResult result, String prefix) {
    return result.metric().startsWith(prefix) && result.unit().equals("%");
  }

  private static String words(String metric, String prefix) {
    return metric.substring(prefix.length()).replace('_', ' ');
  }

  /** Empty where the model has no such shares, or where they do not add up. */
  private static Optional<Bar> bar(ModelView model, List<Map<String, MetricResult>> metrics) {
    List<MetricResult> results =
        metrics.stream()
            .flatMap(m -> Optional.ofNullable(m.get(model.name())).stream())
            .filter(r -> !Double.isNaN(r.value()))
            .toList();
    double sum = results.stream().mapToDouble(MetricResult::value).sum();
    if (results.size() < 2 || results.size() < metrics.size() || Math.abs(sum - 1) > ROUNDING) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    double from = 0;
    for (MetricResult r : results) {
      double share = r.value();
      parts.add(
          new Part(
              Figures.percent(share),
              Figures.count(Math.round(share * r.scored())),
              Figures.coordinate(100 * from),
              Figures.coordinate(100 * share),
              Figures.coordinate(100 * (from + share / 2)),
              share >= LEAST_LABELLED ? Figures.decimals(100 * share, 0) : ""));
      from += share;
    }
    return Optional.of(new Bar(model, Figures.count(results.get(0).scored()), parts));
  }
}
