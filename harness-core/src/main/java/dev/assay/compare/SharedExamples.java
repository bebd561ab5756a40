package dev.assay.compare;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Score;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The examples of one benchmark that a model of each run finished, matched by id and content.
 *
 * @param pairs examples that have a score in both runs, in the first run's order
 * @param onlyA examples that only the first run has
 * @param onlyB examples that only the second run has
 * @param changed examples whose id is the same but whose content is not
 * @param askedOtherwise examples whose content is the same but whose prompt is not
 * @param failedA examples in both runs that failed in the first
 * @param failedB examples in both runs that failed in the second
 */
public record SharedExamples(
    List<Pair> pairs,
    long onlyA,
    long onlyB,
    long changed,
    long askedOtherwise,
    long failedA,
    long failedB) {

  /** The same example in two runs. */
  public record Pair(ExampleResult a, ExampleResult b) {}

  /** Matches examples, each of one model and one benchmark. */
  public static SharedExamples of(List<ExampleResult> a, List<ExampleResult> b) {
    Map<String, ExampleResult> second = new HashMap<>();
    b.forEach(example -> second.put(example.example(), example));
    Set<String> first = new HashSet<>();
    List<Pair> same = new ArrayList<>();
    long changed = 0;
    for (ExampleResult example : a) {
      ExampleResult other = second.get(example.example());
      if (first.add(example.example()) && other != null) {
        if (example.contentHash().equals(other.contentHash())) {
          same.add(new Pair(example, other));
        } else {
          changed++;
        }
      }
    }
    long inBoth = same.size() + changed;
    return new SharedExamples(
        same.stream().filter(p -> p.a().score().isPresent() && p.b().score().isPresent()).toList(),
        first.size() - inBoth,
        second.size() - inBoth,
        changed,
        same.stream().filter(p -> !p.a().prompt().equals(p.b().prompt())).count(),
        same.stream().filter(p -> p.a().failure().isPresent()).count(),
        same.stream().filter(p -> p.b().failure().isPresent()).count());
  }

  /** The metric's values; empty where an example has none. */
  public Optional<PairedValues> values(String metric) {
    double[] a = pairs.stream().mapToDouble(p -> value(p.a(), metric)).toArray();
    double[] b = pairs.stream().mapToDouble(p -> value(p.b(), metric)).toArray();
    for (int i = 0; i < a.length; i++) {
      if (Double.isNaN(a[i]) || Double.isNaN(b[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(new PairedValues(a, b));
  }

  /** What a number of the whole corpus is made of. */
  CorpusValues parts(Aggregation.Corpus corpus) {
    return new CorpusValues(
        corpus,
        pairs.stream().flatMap(p -> p.a().score().stream()).toList(),
        pairs.stream().flatMap(p -> p.b().score().stream()).toList());
  }

  /** The value of an example under a metric's name; NaN if it has none. */
  public static double value(ExampleResult example, String metric) {
    return example.score().map(s -> s.values().getOrDefault(metric, Double.NaN)).orElse(Double.NaN);
  }

  /**
   * Whether a run's number is the plain mean of its examples' values. Metrics of a whole corpus,
   * such as BLEU, may have a value for each example too, but their number is not the mean of these.
   */
  public static boolean isMean(MetricResult row, List<ExampleResult> examples) {
    double mean =
        examples.stream()
            .filter(e -> e.score().isPresent())
            .mapToDouble(e -> value(e, row.metric()))
            .average()
            .orElse(Double.NaN);
    return Math.abs(mean - row.value()) <= 1e-9 * Math.max(1, Math.abs(mean));
  }

  /**
   * The examples that exactly one run got right; none where the metric is not right or wrong.
   *
   * @param a the metric's row in the first run
   * @param b the metric's row in the second run
   */
  public List<FlippedExample> flips(MetricResult a, MetricResult b) {
    if (!values(a.metric()).map(PairedValues::rightOrWrong).orElse(false)) {
      return List.of();
    }
    List<FlippedExample> flips = new ArrayList<>();
    for (Pair pair : pairs) {
      double before = value(pair.a(), a.metric());
      double after = value(pair.b(), a.metric());
      if (before != after) {
        flips.add(
            new FlippedExample(
                a.benchmark(),
                a.metric(),
                a.model(),
                b.model(),
                pair.a().example(),
                a.direction() == Direction.HIGHER ? after > before : after < before,
                pair.a().target(),
                pair.a().score().map(Score::answer).orElse(""),
                pair.b().score().map(Score::answer).orElse("")));
      }
    }
    return flips;
  }

  /** What keeps examples out of the comparison, in words. */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    add(gaps, onlyA, "only in A");
    add(gaps, onlyB, "only in B");
    add(gaps, changed, "with the same id but other content");
    add(gaps, failedA, "failed in A");
    add(gaps, failedB, "failed in B");
    return gaps;
  }

  private static void add(List<String> gaps, long count, String what) {
    if (count > 0) {
      gaps.add("%d example%s %s".formatted(count, count == 1 ? "" : "s", what));
    }
  }
}
