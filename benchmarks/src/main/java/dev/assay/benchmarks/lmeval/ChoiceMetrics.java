package dev.assay.benchmarks.lmeval;

import dev.assay.SetupException;
import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Score;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The metrics of tasks in which a model chooses. */
final class ChoiceMetrics {
  /** The metric that also needs the choices without their context. */
  static final String MUTUAL_INFORMATION = "acc_mutual_info";

  private static final List<String> NAMES =
      List.of(
          "acc",
          "acc_norm",
          "acc_bytes",
          MUTUAL_INFORMATION,
          "exact_match",
          "f1",
          "mcc",
          "brier_score");
  private static final String LABEL = "label";
  private static final String PREDICTED = "predicted";

  private ChoiceMetrics() {}

  /**
   * The metric of an entry.
   *
   * @param severalTargets whether a document has several right choices
   * @param choices how many the first document has
   * @throws SetupException if it is not one of these, or does not fit the task
   */
  static TaskMetric<Chosen> of(MetricEntry entry, boolean severalTargets, int choices) {
    entry.checkArguments(List.of());
    String name = entry.config().metric();
    boolean oneLabel = List.of("f1", "mcc", "brier_score").contains(name);
    if (oneLabel && severalTargets) {
      throw new SetupException(
          "%s: the metric '%s' takes one right choice, and doc_to_target gives a list"
              .formatted(entry.file(), name));
    }
    if (name.equals("f1") && choices != 2) {
      throw new SetupException(
          "%s: the metric 'f1' takes two choices, and there are %d"
              .formatted(entry.file(), choices));
    }
    return switch (name) {
      case "acc" -> accuracy(entry, Chosen::likeliest);
      case "acc_norm" -> accuracy(entry, Chosen::likeliestByCharacter);
      case "acc_bytes" -> accuracy(entry, Chosen::likeliestByByte);
      case MUTUAL_INFORMATION -> accuracy(entry, Chosen::mostInformed);
      case "exact_match" -> entry.share(chosen -> chosen.written() ? 1 : 0);
      case "f1" -> confusion(entry, "f1", scores -> f1(entry, scores));
      case "mcc" -> confusion(entry, "matthews_corrcoef", scores -> correlation(entry, scores));
      case "brier_score" -> entry.leastMean("brier_score", Chosen::brierScore);
      default -> throw entry.unknown(NAMES);
    };
  }

  private static TaskMetric<Chosen> accuracy(MetricEntry entry, ToIntFunction<Chosen> choice) {
    return entry.share(chosen -> chosen.right().contains(choice.applyAsInt(chosen)) ? 1 : 0);
  }

  private static TaskMetric<Chosen> confusion(
      MetricEntry entry, String aggregation, Aggregation.Statistic statistic) {
    return entry.statistic(
        aggregation,
        Direction.HIGHER,
        statistic,
        chosen ->
            Map.of(
                entry.name(),
                chosen.label() == chosen.likeliest() ? 1.0 : 0.0,
                entry.part(LABEL),
                (double) chosen.label(),
                entry.part(PREDICTED),
                (double) chosen.likeliest()));
  }

  /** Harmonic mean of precision and recall of the second choice; 0 where it is never right. */
  private static double f1(MetricEntry entry, List<Score> scores) {
    double hits = 0;
    double marked = 0;
    for (Score score : scores) {
      double label = score.values().get(entry.part(LABEL));
      double predicted = score.values().get(entry.part(PREDICTED));
      hits += label == 1 && predicted == 1 ? 1 : 0;
      marked += (label == 1 ? 1 : 0) + (predicted == 1 ? 1 : 0);
    }
    return marked == 0 ? 0 : 2 * hits / marked;
  }

  /**
   * Matthews' correlation between right and chosen labels, for any number of them (Gorodkin 2004);
   * 0 where either are all the same.
   */
  private static double correlation(MetricEntry entry, List<Score> scores) {
    Map<Double, Double> labels = new HashMap<>();
    Map<Double, Double> predictions = new HashMap<>();
    double hits = 0;
    for (Score score : scores) {
      double label = score.values().get(entry.part(LABEL));
      double predicted = score.values().get(entry.part(PREDICTED));
      labels.merge(label, 1.0, Double::sum);
      predictions.merge(predicted, 1.0, Double::sum);
      hits += label == predicted ? 1 : 0;
    }
    double n = scores.size();
    double covariance = hits * n - product(labels, predictions);
    double spread = (n * n - product(labels, labels)) * (n * n - product(predictions, predictions));
    return spread == 0 ? 0 : covariance / Math.sqrt(spread);
  }

  private static double product(Map<Double, Double> a, Map<Double, Double> b) {
    return a.entrySet().stream()
        .mapToDouble(entry -> entry.getValue() * b.getOrDefault(entry.getKey(), 0.0))
        .sum();
  }
}
