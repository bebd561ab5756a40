package dev.assay.gate;

import dev.assay.compare.ManifestDifferences;
import dev.assay.compare.ModelPair;
import dev.assay.compare.SharedExamples;
import dev.assay.result.ExampleResult;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.MetricResult;
import dev.assay.result.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A baseline and a candidate, matched model by model and benchmark by benchmark. */
final class RunPair {
  private final RunResult baseline;
  private final RunResult candidate;
  private final ManifestDifferences differences;
  private final List<ModelPair> models;
  private final Map<ModelPair, List<TaskPair>> tasks = new LinkedHashMap<>();

  /**
   * Matches two runs.
   *
   * @throws dev.assay.SetupException if they have no model in common
   */
  RunPair(RunResult baseline, RunResult candidate) {
    this.baseline = baseline;
    this.candidate = candidate;
    this.differences = new ManifestDifferences(baseline.manifest(), candidate.manifest());
    this.models = ModelPair.of(baseline.manifest(), candidate.manifest());
    Examples before = new Examples(baseline);
    Examples after = new Examples(candidate);
    Map<String, BenchmarkEntry> others = new HashMap<>();
    candidate.manifest().benchmarks().forEach(e -> others.put(e.card().name(), e));
    for (ModelPair pair : models) {
      List<TaskPair> all = new ArrayList<>();
      for (BenchmarkEntry entry : baseline.manifest().benchmarks()) {
        Optional<BenchmarkEntry> other = Optional.ofNullable(others.get(entry.card().name()));
        all.add(task(pair, entry, other, before, after));
      }
      tasks.put(pair, List.copyOf(all));
    }
  }

  /** A run's examples by model and benchmark. */
  private record Examples(Map<List<String>, List<ExampleResult>> byPlace) {
    Examples(RunResult run) {
      this(
          run.examples().stream()
              .collect(Collectors.groupingBy(e -> List.of(e.model(), e.benchmark()))));
    }

    List<ExampleResult> of(String model, String benchmark) {
      return byPlace.getOrDefault(List.of(model, benchmark), List.of());
    }
  }

  private TaskPair task(
      ModelPair pair,
      BenchmarkEntry entry,
      Optional<BenchmarkEntry> other,
      Examples before,
      Examples after) {
    String name = entry.card().name();
    List<ExampleResult> a = before.of(pair.a().card().name(), name);
    List<ExampleResult> b = after.of(pair.b().card().name(), name);
    SharedExamples shared = SharedExamples.of(a, b);
    Optional<String> obstacle =
        differences
            .obstacle()
            .or(() -> other.flatMap(o -> ManifestDifferences.obstacle(entry.card(), o.card())))
            .or(() -> otherPrompts(shared));
    return new TaskPair(
        name,
        entry.card().group(),
        other.isPresent(),
        a,
        b,
        shared,
        pair.a().fingerprint().equals(pair.b().fingerprint()),
        obstacle,
        rows(baseline, pair.a().card().name(), name),
        rows(candidate, pair.b().card().name(), name));
  }

  private static Optional<String> otherPrompts(SharedExamples shared) {
    return shared.askedOtherwise() == 0
        ? Optional.empty()
        : Optional.of("other prompts for %d of the examples".formatted(shared.askedOtherwise()));
  }

  private static List<MetricResult> rows(RunResult run, String model, String benchmark) {
    return run.summary().metrics().stream()
        .filter(m -> m.model().equals(model) && m.benchmark().equals(benchmark))
        .toList();
  }

  RunResult baseline() {
    return baseline;
  }

  RunResult candidate() {
    return candidate;
  }

  ManifestDifferences differences() {
    return differences;
  }

  List<ModelPair> models() {
    return models;
  }

  /** The benchmarks of the baseline, in its order. */
  List<TaskPair> tasks(ModelPair pair) {
    return tasks.getOrDefault(pair, List.of());
  }

  /** Models of the baseline that the candidate lacks. */
  List<String> vanishedModels() {
    Set<String> paired =
        models.stream().map(pair -> pair.a().card().name()).collect(Collectors.toSet());
    return modelNames().stream().filter(name -> !paired.contains(name)).toList();
  }

  List<String> modelNames() {
    return baseline.manifest().models().stream().map(m -> m.card().name()).toList();
  }

  /** Names of the baseline's benchmarks and of their groups. */
  Set<String> benchmarkNames() {
    Set<String> names = new TreeSet<>(groupNames());
    baseline.manifest().benchmarks().forEach(e -> names.add(e.card().name()));
    return names;
  }

  Set<String> groupNames() {
    return baseline.manifest().benchmarks().stream()
        .map(e -> e.card().group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The baseline's average of a model over a group, if the group averages. */
  Optional<MetricResult> average(ModelPair pair, String group) {
    boolean isBenchmark =
        baseline.manifest().benchmarks().stream().anyMatch(e -> e.card().name().equals(group));
    return isBenchmark
        ? Optional.empty()
        : rows(baseline, pair.a().card().name(), group).stream().findFirst();
  }
}
