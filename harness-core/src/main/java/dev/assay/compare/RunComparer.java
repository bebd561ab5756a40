package dev.assay.compare;

import dev.assay.result.RunResult;
import dev.assay.statistics.Adjustment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares finished runs, example by example.
 *
 * <p>Examples are matched by benchmark, id and content; models by name, or as they are where each
 * run has just one. Only examples that have a score in both runs count. Right-or-wrong metrics are
 * tested with McNemar's exact test, other means with sign flips, numbers of a whole corpus by
 * exchanging the runs' answers to an example. The p-values of all tests are adjusted together.
 *
 * @param benchmarks names of benchmarks or groups to compare; empty for all that both runs have
 * @param adjustment how the p-values are adjusted for being many
 * @param corpora where numbers of a whole corpus are put together
 */
public record RunComparer(Set<String> benchmarks, Adjustment adjustment, CorpusMetrics corpora) {
  public RunComparer {
    benchmarks = Set.copyOf(benchmarks);
  }

  /**
   * Compares each of several runs with one.
   *
   * @param first the run that the others are measured against
   * @return a comparison for each of the others; the p-values are adjusted for the tests of all
   * @throws dev.assay.SetupException if a run shares no model or no such benchmark with the first
   */
  public List<RunComparison> compare(RunResult first, List<RunResult> others) {
    List<RunComparison> comparisons = new ArrayList<>();
    for (RunResult other : others) {
      comparisons.add(new Comparer(first, other, corpora).compare(benchmarks));
    }
    return judged(comparisons);
  }

  /** The numbers with their verdicts, which depend on how many tests there are. */
  private List<RunComparison> judged(List<RunComparison> comparisons) {
    double[] p =
        comparisons.stream()
            .flatMap(c -> c.metrics().stream())
            .flatMap(m -> m.test().stream())
            .mapToDouble(PairedTest::p)
            .toArray();
    double[] adjusted = adjustment.of(p);
    List<RunComparison> judged = new ArrayList<>();
    int next = 0;
    for (RunComparison comparison : comparisons) {
      List<MetricComparison> metrics = new ArrayList<>();
      for (MetricComparison metric : comparison.metrics()) {
        metrics.add(metric.test().isPresent() ? metric.judged(adjusted[next++], p.length) : metric);
      }
      judged.add(comparison.with(metrics));
    }
    return judged;
  }
}
