package dev.assay.summary;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.result.ExampleResult;
import dev.assay.statistics.Interval;
import dev.assay.statistics.ResampledEstimate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares two models on the examples that both answered. Thread-safe. */
public final class PairedDifference {
  private PairedDifference() {}

  /** A pair of scores of the same example. */
  private record Pair(Score first, Score second) {}

  /** 95 % interval of the first model's value less the second's. */
  static Interval interval(Metric metric, List<ExampleResult> first, List<ExampleResult> second) {
    List<Pair> pairs = pairs(first, second);
    if (metric.aggregation() instanceof Aggregation.Corpus corpus) {
      List<Score> a = pairs.stream().map(Pair::first).toList();
      List<Score> b = pairs.stream().map(Pair::second).toList();
      return estimate(corpus, a, b).interval();
    }
    return interval(differences(metric, first, second));
  }

  /**
   * 95 % bootstrap interval of a mean of differences, seeded as everywhere in a run's summary:
   * unknown with fewer than two.
   *
   * @param differences one for each example, of two values that belong to it
   */
  public static Interval interval(double[] differences) {
    return Summarizer.BOOTSTRAP.meanOfMeans(List.of(differences)).interval();
  }

  /**
   * The error of a corpus statistic's difference, first less second, resampled as the benchmark
   * says and seeded as everywhere in a run's summary.
   *
   * @param first scores of the first model
   * @param second the second model's on the same examples, in the same order
   */
  public static ResampledEstimate estimate(
      Aggregation.Corpus corpus, List<Score> first, List<Score> second) {
    return Summarizer.error(
        corpus.resampling(),
        first.size(),
        drawn ->
            corpus.statistic().of(pick(first, drawn)) - corpus.statistic().of(pick(second, drawn)));
  }

  /** Differences of the values, example by example. */
  static double[] differences(
      Metric metric, List<ExampleResult> first, List<ExampleResult> second) {
    return pairs(first, second).stream()
        .mapToDouble(p -> value(metric, p.first()) - value(metric, p.second()))
        .toArray();
  }

  /** Of the first results' scores those of examples that have a score among the second too. */
  static List<Score> scoresInBoth(List<ExampleResult> first, List<ExampleResult> second) {
    return pairs(first, second).stream().map(Pair::first).toList();
  }

  static double[] values(Metric metric, List<Score> scores) {
    return scores.stream().mapToDouble(s -> value(metric, s)).toArray();
  }

  private static double value(Metric metric, Score score) {
    return score.values().getOrDefault(metric.name(), Double.NaN);
  }

  static List<Score> pick(List<Score> scores, int[] drawn) {
    List<Score> picked = new ArrayList<>(drawn.length);
    for (int i : drawn) {
      picked.add(scores.get(i));
    }
    return picked;
  }

  private static List<Pair> pairs(List<ExampleResult> first, List<ExampleResult> second) {
    Map<String, Score> others = new HashMap<>();
    second.forEach(r -> r.score().ifPresent(s -> others.put(r.example(), s)));
    List<Pair> pairs = new ArrayList<>();
    for (ExampleResult result : first) {
      Score other = others.get(result.example());
      if (other != null && result.score().isPresent()) {
        pairs.add(new Pair(result.score().get(), other));
      }
    }
    return pairs;
  }
}
