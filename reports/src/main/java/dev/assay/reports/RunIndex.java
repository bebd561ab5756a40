package dev.assay.reports;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.model.Usage;
import dev.assay.result.CostResult;
import dev.assay.result.ExampleResult;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import dev.assay.result.MetricResult;
import dev.assay.result.RunResult;
import dev.assay.result.RunSummary;
import dev.assay.result.Timing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A run by name: the views ask it instead of searching lists. What is called a subject is either a
 * benchmark or a group, since both have numbers under their name.
 */
final class RunIndex {
  private final RunResult run;
  private final Map<String, List<MetricResult>> metrics;
  private final Map<String, Map<String, CostResult>> costs = new LinkedHashMap<>();
  private final Map<String, Map<String, Timing>> timings = new LinkedHashMap<>();
  private final Map<String, Map<String, AskedExample>> examples = new LinkedHashMap<>();
  private final List<Group> groups;
  private final int benchmarksWithPictures;

  RunIndex(RunResult run) {
    this.run = run;
    this.metrics = by(run.summary().metrics(), MetricResult::benchmark);
    this.groups =
        by(run.manifest().benchmarks(), b -> b.card().group()).entrySet().stream()
            .map(e -> new Group(e.getKey(), e.getValue(), metrics.containsKey(e.getKey())))
            .toList();
    for (CostResult cost : run.summary().costs()) {
      costs.computeIfAbsent(cost.benchmark(), b -> new LinkedHashMap<>()).put(cost.model(), cost);
    }
    for (Timing timing : run.summary().timings()) {
      timings
          .computeIfAbsent(timing.benchmark(), b -> new LinkedHashMap<>())
          .put(timing.model(), timing);
    }
    for (ExampleResult result : run.examples()) {
      examples
          .computeIfAbsent(result.benchmark(), b -> new LinkedHashMap<>())
          .computeIfAbsent(result.example(), AskedExample::new)
          .results()
          .put(result.model(), result);
    }
    this.benchmarksWithPictures =
        (int) examples.values().stream().filter(e -> hasPictures(List.copyOf(e.values()))).count();
  }

  /**
   * Benchmarks that belong together.
   *
   * @param averaged whether the run has numbers for the group as a whole
   */
  record Group(String name, List<BenchmarkEntry> benchmarks, boolean averaged) {
    private static final int FEW = 6;

    Group {
      averaged = averaged && benchmarks.size() > 1;
    }

    /**
     * What stands for the group: its average, or else each of its benchmarks; nothing where those
     * are too many for headlines, as a hundred languages are.
     */
    List<String> headlines() {
      if (averaged) {
        return List.of(name);
      }
      return benchmarks.size() > FEW
          ? List.of()
          : benchmarks.stream().map(b -> b.card().name()).toList();
    }
  }

  /** One example and what each model made of it, by the model's name. */
  record AskedExample(String id, Map<String, ExampleResult> results) {
    AskedExample(String id) {
      this(id, new LinkedHashMap<>());
    }

    Optional<ExampleResult> of(String model) {
      return Optional.ofNullable(results.get(model));
    }

    /** Any of the results: question and target are the same in all. */
    ExampleResult any() {
      return results.values().iterator().next();
    }
  }

  private static <T> Map<String, List<T>> by(List<T> list, Function<T, String> key) {
    return list.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  Manifest manifest() {
    return run.manifest();
  }

  RunSummary summary() {
    return run.summary();
  }

  List<ModelEntry> models() {
    return run.manifest().models();
  }

  List<ModelEntry> competitors() {
    return models().stream().filter(m -> !m.seesBenchmark()).toList();
  }

  List<Group> groups() {
    return groups;
  }

  /**
   * Groups and benchmarks to speak of at the beginning; not the variants of what is there itself,
   * which stand beside that.
   */
  List<String> headlines() {
    return groups.stream()
        .filter(g -> !g.benchmarks().stream().allMatch(b -> hasItsOriginal(b.card())))
        .flatMap(g -> g.headlines().stream())
        .toList();
  }

  private boolean hasItsOriginal(BenchmarkCard card) {
    return !card.original().equals(card.name()) && card(card.original()).isPresent();
  }

  /** The card of a benchmark; empty for a group. */
  Optional<BenchmarkCard> card(String subject) {
    return run.manifest().benchmarks().stream()
        .map(BenchmarkEntry::card)
        .filter(c -> c.name().equals(subject))
        .findFirst();
  }

  /** The card title of a benchmark, or the name of a group. */
  String title(String subject) {
    return card(subject).map(BenchmarkCard::title).orElse(subject);
  }

  /** What a variant of a benchmark or of a group changes, in the words of its cards. */
  String change(String variant) {
    return run.manifest().benchmarks().stream()
        .map(BenchmarkEntry::card)
        .filter(c -> c.name().equals(variant) || c.group().equals(variant))
        .findFirst()
        .flatMap(
            c ->
                Optional.of(title(c.original()) + ", ")
                    .filter(original -> c.title().startsWith(original))
                    .map(original -> c.title().substring(original.length())))
        .orElse(variant);
  }

  /** For each metric of a subject, the main one first, its results in the order of the models. */
  List<List<MetricResult>> metrics(String subject) {
    return List.copyOf(by(metrics.getOrDefault(subject, List.of()), MetricResult::metric).values());
  }

  /** The results of a subject's main metric; empty if the run has none. */
  List<MetricResult> main(String subject) {
    List<List<MetricResult>> all = metrics(subject);
    return all.isEmpty() ? List.of() : all.get(0);
  }

  /** A model's result of a subject's main metric. */
  Optional<MetricResult> main(String model, String subject) {
    return main(subject).stream().filter(r -> r.model().equals(model)).findFirst();
  }

  /** A model's result of any metric of a subject. */
  Optional<MetricResult> result(String model, String subject, String metric) {
    return metrics.getOrDefault(subject, List.of()).stream()
        .filter(r -> r.metric().equals(metric) && r.model().equals(model))
        .findFirst();
  }

  Optional<CostResult> cost(String model, String subject) {
    return Optional.ofNullable(costs.getOrDefault(subject, Map.of()).get(model));
  }

  /** A part of a model's cost per example; NaN where it was not asked. */
  double perExample(String model, String subject, ToDoubleFunction<Usage> part) {
    return cost(model, subject)
        .filter(c -> c.examples() > 0)
        .map(c -> part.applyAsDouble(c.usage()) / c.examples())
        .orElse(Double.NaN);
  }

  /** The same per answer, since an example may ask several questions. */
  double perAnswer(String model, String benchmark, ToDoubleFunction<Usage> part) {
    List<ExampleResult> results = results(model, benchmark);
    long answers = results.stream().mapToLong(r -> r.outputs().size()).sum();
    double sum = results.stream().map(ExampleResult::usage).mapToDouble(part).sum();
    return answers == 0 ? Double.NaN : sum / answers;
  }

  /** Cost of a model's whole run. */
  CostResult cost(String model) {
    long finished = 0;
    Usage sum = Usage.NONE;
    for (BenchmarkEntry benchmark : run.manifest().benchmarks()) {
      Optional<CostResult> cost = cost(model, benchmark.card().name());
      if (cost.isPresent()) {
        finished += cost.get().examples();
        sum = sum.plus(cost.get().usage());
      }
    }
    return new CostResult(model, "", finished, sum);
  }

  /** The times of a model on a benchmark, or on all benchmarks of a group. */
  List<Timing> timings(String model, String subject) {
    List<String> names =
        groups.stream()
            .filter(g -> g.averaged() && g.name().equals(subject))
            .findFirst()
            .map(g -> g.benchmarks().stream().map(b -> b.card().name()).toList())
            .orElse(List.of(subject));
    List<Timing> found = new ArrayList<>();
    for (String name : names) {
      Timing timing = timings.getOrDefault(name, Map.of()).get(model);
      if (timing != null) {
        found.add(timing);
      }
    }
    return found;
  }

  /** The times of a model's whole run. */
  List<Timing> timings(String model) {
    return run.summary().timings().stream().filter(t -> t.model().equals(model)).toList();
  }

  /** The examples of a benchmark in their order. */
  List<AskedExample> examples(String benchmark) {
    return List.copyOf(examples.getOrDefault(benchmark, Map.of()).values());
  }

  /** How many benchmarks have answers that consist of pictures. */
  int benchmarksWithPictures() {
    return benchmarksWithPictures;
  }

  private static boolean hasPictures(List<AskedExample> examples) {
    return Arrays.stream(PictureOutput.Kind.values())
        .anyMatch(kind -> SamplesView.anyIs(examples, kind));
  }

  /** A model's answers to a benchmark. */
  List<ExampleResult> results(String model, String benchmark) {
    return examples.getOrDefault(benchmark, Map.of()).values().stream()
        .flatMap(e -> e.of(model).stream())
        .toList();
  }

  /** How many of a model's answers came from the response cache. */
  long cached(String model) {
    return run.examples().stream().filter(e -> e.model().equals(model) && e.cached()).count();
  }
}
