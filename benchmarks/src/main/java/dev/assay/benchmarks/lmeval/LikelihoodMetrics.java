package dev.assay.benchmarks.lmeval;

import dev.assay.benchmark.Metric.Direction;
import dev.assay.model.LogLikelihood;
import java.util.List;
import java.util.Map;

/** The metrics of tasks in which a given continuation or a whole text is scored. */
final class LikelihoodMetrics {
  private static final List<String> OF_CONTINUATIONS = List.of("perplexity", "acc");
  private static final List<String> OF_TEXTS =
      List.of("word_perplexity", "byte_perplexity", "bits_per_byte");
  private static final String LOG_LIKELIHOOD = "log_likelihood";
  private static final String WEIGHTED = "weighted_perplexity";

  private LikelihoodMetrics() {}

  /**
   * A text as a model scored it.
   *
   * @param logLikelihood of the whole text
   * @param words what stands between whitespace, and once more for whitespace at either end, as
   *     lm-evaluation-harness counts
   * @param bytes in UTF-8
   */
  record ScoredText(double logLikelihood, long words, long bytes) {}

  /** The metric of an entry of a task that scores continuations. */
  static TaskMetric<LogLikelihood> ofContinuation(MetricEntry entry) {
    entry.checkArguments(List.of());
    return switch (entry.config().metric()) {
      case "acc" -> entry.share(output -> output.greedy() ? 1 : 0);
      case "perplexity" ->
          entry.statistic(
              "perplexity",
              Direction.LOWER,
              scores -> Math.exp(-entry.sum(scores, LOG_LIKELIHOOD) / scores.size()),
              output ->
                  Map.of(
                      entry.name(), Math.exp(-output.logLikelihood()),
                      entry.part(LOG_LIKELIHOOD), output.logLikelihood()));
      default -> throw entry.unknown(OF_CONTINUATIONS);
    };
  }

  /** The metric of an entry of a task that scores whole texts. */
  static TaskMetric<ScoredText> ofText(MetricEntry entry) {
    entry.checkArguments(List.of());
    return switch (entry.config().metric()) {
      case "word_perplexity" -> perUnit(entry, "words");
      case "byte_perplexity" -> perUnit(entry, "bytes");
      case "bits_per_byte" -> perUnit(entry, "bytes");
      default -> throw entry.unknown(OF_TEXTS);
    };
  }

  private static TaskMetric<ScoredText> perUnit(MetricEntry entry, String unit) {
    boolean bits = entry.config().metric().equals("bits_per_byte");
    String aggregation = entry.aggregation(List.of(bits ? "bits_per_byte" : WEIGHTED));
    return entry.statistic(
        aggregation,
        Direction.LOWER,
        scores -> number(bits, entry.sum(scores, LOG_LIKELIHOOD) / entry.sum(scores, unit)),
        text -> {
          double count = unit.equals("words") ? text.words() : text.bytes();
          return Map.of(
              entry.name(), number(bits, text.logLikelihood() / count),
              entry.part(LOG_LIKELIHOOD), text.logLikelihood(),
              entry.part(unit), count);
        });
  }

  private static double number(boolean bits, double logLikelihoodOfUnit) {
    return bits ? -logLikelihoodOfUnit / Math.log(2) : Math.exp(-logLikelihoodOfUnit);
  }
}
