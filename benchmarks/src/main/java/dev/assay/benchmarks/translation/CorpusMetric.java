package dev.assay.benchmarks.translation;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A metric of a whole corpus of translations, each with one reference. A sentence is looked at once
 * and leaves a few counts in its {@link Score}; the number follows from the counts alone, so that a
 * bootstrap over sentences costs sums. Stateless and safe for use by several threads.
 */
public abstract sealed class CorpusMetric permits Bleu, Chrf, TranslationEditRate {
  /** The sacreBLEU whose numbers and signatures these are. */
  static final String VERSION = "2.6.0";

  private final Metric metric;
  private final String[] keys;

  /**
   * A metric.
   *
   * @param counts what a sentence leaves, in alphabetical order
   */
  CorpusMetric(String name, Metric.Direction direction, List<String> counts) {
    this.metric = new Metric(name, "", direction, new Aggregation.Corpus(this::of));
    this.keys = counts.stream().map(count -> name + "." + count).toArray(String[]::new);
  }

  /** The metric as a benchmark reports it. */
  public final Metric metric() {
    return metric;
  }

  /** How the number is computed, in sacreBLEU's words. */
  public abstract String signature();

  /**
   * What a sentence adds to a {@link Score}: its counts as {@code NAME.COUNT}, and as {@code NAME}
   * the metric of the sentence alone, by which a reader can sort.
   */
  public final Map<String, Double> values(String hypothesis, String reference) {
    double[] counts = counts(hypothesis, reference);
    Map<String, Double> values = new TreeMap<>();
    for (int i = 0; i < keys.length; i++) {
      values.put(keys[i], counts[i]);
    }
    double[] totals = new double[totals()];
    add(counts, totals);
    values.put(metric.name(), value(totals));
    return values;
  }

  /** The counts of a sentence, in the order given at construction. */
  abstract double[] counts(String hypothesis, String reference);

  /** How many totals the metric is computed from. */
  abstract int totals();

  /** Adds a sentence to the totals. */
  abstract void add(double[] counts, double[] totals);

  /** The metric of everything added. */
  abstract double value(double[] totals);

  private double of(List<Score> scores) {
    double[] counts = new double[keys.length];
    double[] totals = new double[totals()];
    for (Score score : scores) {
      read(score, counts);
      add(counts, totals);
    }
    return value(totals);
  }

  /** Keys and values are both in order, so one pass finds all; a bootstrap does this often. */
  private void read(Score score, double[] counts) {
    int found = 0;
    for (Map.Entry<String, Double> entry : score.values().entrySet()) {
      if (found < keys.length && keys[found].equals(entry.getKey())) {
        counts[found++] = entry.getValue();
      }
    }
    if (found < keys.length) {
      throw new IllegalArgumentException("a score lacks the count " + keys[found]);
    }
  }
}
