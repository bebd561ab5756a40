package dev.assay.reports;

import dev.assay.compare.FlippedExample;
import dev.assay.compare.MetricComparison;
import dev.assay.compare.RunComparison;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many examples speak for either run, and the address of the example browser that shows them.
 *
 * @param flipped how many are right in exactly one run; empty where the metric is not right or
 *     wrong
 * @param won on how many the second run is better; empty where examples have no value of their own
 * @param lost on how many it is worse
 * @param address where they are, up to the filter's name; empty where the browser has none
 */
record FlipLinks(String flipped, String won, String lost, String address) {
  static final FlipLinks NONE = new FlipLinks("", "", "", "");

  /**
   * Two runs that are compared.
   *
   * @param models places of all their models in the browser
   */
  record Runs(String labelA, String labelB, List<Integer> models) {}

  /**
   * Of a benchmark's main metric, which is the one that the browser goes by.
   *
   * @param pair places of the two models
   */
  static FlipLinks of(
      MetricComparison metric,
      RunComparison comparison,
      String slug,
      Runs runs,
      List<Integer> pair) {
    if (metric.test().isEmpty() || metric.wins() + metric.losses() + metric.ties() == 0) {
      return NONE;
    }
    List<FlippedExample> flips =
        comparison.flips().stream()
            .filter(
                f ->
                    f.benchmark().equals(metric.benchmark())
                        && f.metric().equals(metric.metric())
                        && f.modelA().equals(metric.modelA())
                        && f.modelB().equals(metric.modelB()))
            .toList();
    boolean hasValues = metric.wins() + metric.losses() > 0;
    String without =
        runs.models().stream()
            .filter(m -> !pair.contains(m))
            .map(m -> m.toString())
            .collect(Collectors.joining("%2C"));
    return new FlipLinks(
        flips.isEmpty() ? "" : Figures.count(flips.size()),
        hasValues ? Figures.count(metric.wins()) : "",
        hasValues ? Figures.count(metric.losses()) : "",
        "examples?task=%s&runs=%s-%s%s&show="
            .formatted(
                slug,
                runs.labelA(),
                runs.labelB(),
                without.isEmpty() ? "" : "&without=" + without));
  }
}
