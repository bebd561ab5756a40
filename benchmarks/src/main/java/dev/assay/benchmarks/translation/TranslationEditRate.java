package dev.assay.benchmarks.translation;

import dev.assay.benchmark.Metric;
import dev.assay.benchmarks.python.PythonText;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * TER (Snover et al. 2006, aclanthology.org/2006.amta-papers.25): the insertions, deletions,
 * substitutions and shifts of blocks of words that turn the hypothesis into the reference, for each
 * 100 words of the reference; 0 is best and there is no upper end. As in sacreBLEU's defaults,
 * words are what stands between spaces, and case is ignored.
 */
public final class TranslationEditRate extends CorpusMetric {
  /** TER, reported as {@code ter}. */
  public TranslationEditRate() {
    this("ter");
  }

  /** TER, reported under another name. */
  public TranslationEditRate(String name) {
    super(name, Metric.Direction.LOWER, List.of("edits", "reference"));
  }

  @Override
  public String signature() {
    return "nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:" + VERSION;
  }

  @Override
  double[] counts(String hypothesis, String reference) {
    Map<String, Integer> vocabulary = new HashMap<>();
    int[] expected = words(reference, vocabulary);
    int[] words = words(hypothesis, vocabulary);
    return new double[] {new ShiftSearch(words, expected).edits(), expected.length};
  }

  /** Words as numbers, the same for the same word. */
  private static int[] words(String text, Map<String, Integer> vocabulary) {
    return PythonText.split(text.toLowerCase(Locale.ROOT)).stream()
        .mapToInt(word -> vocabulary.computeIfAbsent(word, w -> vocabulary.size()))
        .toArray();
  }

  @Override
  int totals() {
    return 2;
  }

  @Override
  void add(double[] counts, double[] totals) {
    totals[0] += counts[0];
    totals[1] += counts[1];
  }

  @Override
  double value(double[] totals) {
    double edits = totals[0];
    double reference = totals[1];
    if (reference > 0) {
      return 100 * (edits / reference);
    }
    return edits > 0 ? 100 : 0;
  }
}
