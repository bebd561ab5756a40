package dev.assay.compare;

import dev.assay.SetupException;
import dev.assay.benchmark.Aggregation;
import dev.assay.result.ExampleResult;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.MetricResult;
import dev.assay.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sets two runs side by side, once; verdicts come later, when it is known how many tests there are.
 */
final class Comparer {
  private static final String NO_PAIR = "no example has a score in both runs";

  private final RunResult a;
  private final RunResult b;
  private final CorpusMetrics corpora;
  private final ManifestDifferences differences;
  private final List<MetricComparison> metrics = new ArrayList<>();
  private final List<FlippedExample> flips = new ArrayList<>();
  private final List<String> obstacles = new ArrayList<>();

  Comparer(RunResult a, RunResult b, CorpusMetrics corpora) {
    this.a = a;
    this.b = b;
    this.corpora = corpora;
    this.differences = new ManifestDifferences(a.manifest(), b.manifest());
  }

  /**
   * Compares.
   *
   * @param wanted names of benchmarks or groups; empty for all that both runs have
   */
  RunComparison compare(Set<String> wanted) {
    List<ModelPair> models = ModelPair.of(a.manifest(), b.manifest());
    List<BenchmarkPair> shared = sharedBenchmarks();
    requireKnown(wanted, shared);
    differences.obstacle().ifPresent(o -> obstacles.add("Nothing is compared: " + o + "."));
    for (BenchmarkPair benchmark : shared) {
      if (wanted.isEmpty() || wanted.stream().anyMatch(benchmark::isMeantBy)) {
        compare(benchmark, models);
      }
    }
    List<String> notes = new ArrayList<>(differences.notes(models));
    notes.addAll(leftOut(models, shared));
    return new RunComparison(metrics, flips, obstacles, notes);
  }

  /** A benchmark as each run states it. */
  private record BenchmarkPair(BenchmarkEntry a, BenchmarkEntry b) {
    String name() {
      return a.card().name();
    }

    boolean isMeantBy(String wanted) {
      return wanted.equals(name()) || wanted.equals(a.card().group());
    }
  }

  private List<BenchmarkPair> sharedBenchmarks() {
    Map<String, BenchmarkEntry> second = new LinkedHashMap<>();
    b.manifest().benchmarks().forEach(e -> second.put(e.card().name(), e));
    List<BenchmarkPair> shared = new ArrayList<>();
    for (BenchmarkEntry entry : a.manifest().benchmarks()) {
      BenchmarkEntry other = second.get(entry.card().name());
      if (other != null) {
        shared.add(new BenchmarkPair(entry, other));
      }
    }
    if (shared.isEmpty()) {
      throw new SetupException(
          "the two runs have no benchmark in common: %s in the first, %s in the second"
              .formatted(names(a), names(b)));
    }
    return shared;
  }

  private static String names(RunResult run) {
    List<String> names =
        run.manifest().benchmarks().stream().map(e -> e.card().name()).limit(5).toList();
    int more = run.manifest().benchmarks().size() - names.size();
    return String.join(", ", names) + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static void requireKnown(Set<String> wanted, List<BenchmarkPair> shared) {
    Set<String> known = new TreeSet<>();
    for (BenchmarkPair benchmark : shared) {
      known.add(benchmark.name());
      known.add(benchmark.a().card().group());
    }
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw SetupException.unknownName("benchmark of both runs", name, known);
      }
    }
  }

  private void compare(BenchmarkPair benchmark, List<ModelPair> models) {
    Optional<String> own = ManifestDifferences.obstacle(benchmark.a().card(), benchmark.b().card());
    own.ifPresent(o -> obstacles.add("%s is not compared: %s.".formatted(benchmark.name(), o)));
    for (ModelPair pair : models) {
      compare(benchmark, pair, differences.obstacle().or(() -> own));
    }
  }

  private void compare(BenchmarkPair entries, ModelPair pair, Optional<String> known) {
    String benchmark = entries.name();
    String modelA = pair.a().card().name();
    String modelB = pair.b().card().name();
    List<ExampleResult> examplesA = examples(a, modelA, benchmark);
    List<ExampleResult> examplesB = examples(b, modelB, benchmark);
    SharedExamples shared = SharedExamples.of(examplesA, examplesB);
    String place = pair.names();
    Optional<String> obstacle = known.or(() -> promptObstacle(shared, benchmark, place));
    if (obstacle.isEmpty() && !shared.gaps().isEmpty()) {
      obstacles.add(
          "%s on %s is compared on %d examples only: %s."
              .formatted(
                  place, benchmark, shared.pairs().size(), String.join(", ", shared.gaps())));
    }
    boolean main = true;
    for (MetricResult first : rows(a, modelA, benchmark)) {
      Optional<MetricResult> second =
          rows(b, modelB, benchmark).stream()
              .filter(row -> row.metric().equals(first.metric()))
              .findFirst();
      if (second.isEmpty()) {
        obstacles.add("%s has no %s in B.".formatted(benchmark, first.metric()));
      } else if (obstacle.isPresent()) {
        metrics.add(MetricComparison.notCompared(first, second.get(), obstacle.get()));
      } else {
        boolean isMean =
            SharedExamples.isMean(first, examplesA)
                && SharedExamples.isMean(second.get(), examplesB);
        MetricComparison row =
            isMean
                ? compared(first, second.get(), shared)
                : comparedAsAWhole(first, second.get(), shared, entries.a());
        metrics.add(row);
        if (main && row.test().isPresent()) {
          flips.addAll(shared.flips(first, second.get()));
        }
      }
      main = false;
    }
  }

  private Optional<String> promptObstacle(SharedExamples shared, String benchmark, String place) {
    if (shared.askedOtherwise() == 0) {
      return Optional.empty();
    }
    String reason = "other prompts for %d of the examples".formatted(shared.askedOtherwise());
    obstacles.add("%s on %s is not compared: %s.".formatted(place, benchmark, reason));
    return Optional.of(reason);
  }

  private static MetricComparison compared(MetricResult a, MetricResult b, SharedExamples shared) {
    if (shared.pairs().isEmpty()) {
      return MetricComparison.notCompared(a, b, NO_PAIR);
    }
    return shared
        .values(a.metric())
        .map(values -> MetricComparison.of(a, b, values))
        .orElseGet(() -> MetricComparison.notCompared(a, b, "some examples have no value"));
  }

  private MetricComparison comparedAsAWhole(
      MetricResult a, MetricResult b, SharedExamples shared, BenchmarkEntry entry) {
    if (shared.pairs().isEmpty()) {
      return MetricComparison.notCompared(a, b, NO_PAIR);
    }
    Optional<Aggregation.Corpus> corpus;
    try {
      corpus = corpora.of(entry, a.metric());
    } catch (SetupException e) {
      String reason = "a number of all examples together, whose benchmark cannot be opened: ";
      return MetricComparison.notCompared(a, b, reason + e.getMessage());
    }
    if (corpus.isEmpty()) {
      return MetricComparison.notCompared(a, b, "no mean of the examples' values");
    }
    if (!CorpusValues.isTestable(corpus.get())) {
      return MetricComparison.notCompared(
          a, b, "a number of all examples together that its benchmark gives no error");
    }
    return MetricComparison.of(a, b, shared.parts(corpus.get()));
  }

  private static List<ExampleResult> examples(RunResult run, String model, String benchmark) {
    return run.examples().stream()
        .filter(e -> e.model().equals(model) && e.benchmark().equals(benchmark))
        .toList();
  }

  private static List<MetricResult> rows(RunResult run, String model, String benchmark) {
    return run.summary().metrics().stream()
        .filter(m -> m.model().equals(model) && m.benchmark().equals(benchmark))
        .toList();
  }

  private List<String> leftOut(List<ModelPair> models, List<BenchmarkPair> benchmarks) {
    List<String> notes = new ArrayList<>();
    addLeftOut(notes, "A", a.manifest(), models.size(), benchmarks.size());
    addLeftOut(notes, "B", b.manifest(), models.size(), benchmarks.size());
    return notes;
  }

  private static void addLeftOut(
      List<String> notes, String run, Manifest manifest, int models, int benchmarks) {
    int otherModels = manifest.models().size() - models;
    int otherBenchmarks = manifest.benchmarks().size() - benchmarks;
    if (otherModels > 0) {
      notes.add("Models only in %s, left out: %d.".formatted(run, otherModels));
    }
    if (otherBenchmarks > 0) {
      notes.add("Benchmarks only in %s, left out: %d.".formatted(run, otherBenchmarks));
    }
  }
}
