package dev.assay.benchmarks.translation;

import dev.assay.benchmark.Metric;
import dev.assay.benchmarks.python.PythonText;
import java.util.List;

/**
 * BLEU (Papineni et al. 2002): geometric mean of the precisions of 1- to 4-grams, times a penalty
 * for brevity, from 0 to 100. As sacreBLEU's default: case counts, and a precision of zero is
 * smoothed exponentially (NIST; "method 3" of Chen and Cherry 2014, aclanthology.org/W14-3346).
 */
public final class Bleu extends CorpusMetric {
  private static final int ORDERS = 4;
  private static final int HYPOTHESIS = 0;
  private static final int MATCHES = 1;
  private static final int REFERENCE = MATCHES + ORDERS;
  private static final int TOTALS = REFERENCE + 1;

  private final SegmentTokenizer tokenizer;

  /** BLEU over the tokens of a tokenizer, reported as {@code bleu}. */
  public Bleu(SegmentTokenizer tokenizer) {
    this("bleu", tokenizer);
  }

  /** BLEU over the tokens of a tokenizer, reported under another name. */
  public Bleu(String name, SegmentTokenizer tokenizer) {
    super(
        name,
        Metric.Direction.HIGHER,
        List.of("hypothesis", "match1", "match2", "match3", "match4", "reference"));
    this.tokenizer = tokenizer;
  }

  @Override
  public String signature() {
    return "nrefs:1|case:mixed|eff:no|tok:%s|smooth:exp|version:%s"
        .formatted(tokenizer.signature(), VERSION);
  }

  @Override
  double[] counts(String hypothesis, String reference) {
    List<String> translated = tokenizer.tokens(PythonText.stripEnd(hypothesis));
    List<String> expected = tokenizer.tokens(PythonText.stripEnd(reference));
    double[] counts = new double[TOTALS];
    counts[HYPOTHESIS] = translated.size();
    for (int n = 1; n <= ORDERS; n++) {
      counts[MATCHES + n - 1] = Ngrams.shared(translated, expected, n);
    }
    counts[REFERENCE] = expected.size();
    return counts;
  }

  @Override
  int totals() {
    return TOTALS + ORDERS;
  }

  /** The counts as they are; after them the n-grams of the hypothesis, from its length. */
  @Override
  void add(double[] counts, double[] totals) {
    for (int i = 0; i < TOTALS; i++) {
      totals[i] += counts[i];
    }
    for (int n = 1; n <= ORDERS; n++) {
      totals[TOTALS + n - 1] += Ngrams.in(counts[HYPOTHESIS], n);
    }
  }

  @Override
  double value(double[] totals) {
    double logarithms = 0;
    double smoothing = 1;
    for (int n = 1; n <= ORDERS; n++) {
      double matches = totals[MATCHES + n - 1];
      double all = totals[TOTALS + n - 1];
      if (all == 0 || n == 1 && matches == 0) {
        return 0;
      }
      if (matches == 0) {
        smoothing *= 2;
        matches = 1 / smoothing;
      }
      logarithms += Math.log(100 * matches / all);
    }
    return brevity(totals[HYPOTHESIS], totals[REFERENCE]) * Math.exp(logarithms / ORDERS);
  }

  private static double brevity(double hypothesis, double reference) {
    return hypothesis < reference ? Math.exp(1 - reference / hypothesis) : 1;
  }
}
