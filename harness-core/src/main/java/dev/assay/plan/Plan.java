package dev.assay.plan;

import dev.assay.Json;
import dev.assay.Sha256;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmark.Example;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Exactly what will run: every model checked, every benchmark read. Immutable.
 *
 * @param suite name of the suite
 * @param settings how to run
 * @param models the models in order
 * @param benchmarks the benchmarks in order
 */
public record Plan(
    String suite, Settings settings, List<PlannedModel> models, List<PlannedBenchmark> benchmarks) {
  public Plan {
    models = List.copyOf(models);
    benchmarks = List.copyOf(benchmarks);
  }

  /**
   * A model that has been opened once to see that it can be.
   *
   * @param spec how to open it
   * @param card what it says of itself
   * @param fingerprint equal for models that answer alike
   * @param seesBenchmark whether it looks at the answers
   */
  public record PlannedModel(
      ModelSpec spec, ModelCard card, String fingerprint, boolean seesBenchmark) {}

  /**
   * A benchmark with the examples that will run.
   *
   * @param benchmark the opened benchmark
   * @param examples its first examples, up to the limit
   * @param spec how it was opened
   */
  public record PlannedBenchmark(
      Benchmark<?, ?> benchmark, List<Example> examples, BenchmarkSpec spec) {
    public PlannedBenchmark {
      examples = List.copyOf(examples);
    }

    /** A benchmark opened by its name. */
    public PlannedBenchmark(Benchmark<?, ?> benchmark, List<Example> examples) {
      this(benchmark, examples, BenchmarkSpec.of(benchmark.card().name()));
    }

    /** The benchmark's name. */
    public String name() {
      return benchmark.card().name();
    }
  }

  /** Number of examples over all models and benchmarks. */
  public long totalExamples() {
    return models.size() * benchmarks.stream().mapToLong(b -> b.examples().size()).sum();
  }

  /**
   * sha256 over everything that may change a result: models, benchmarks, limit, seed. Not over
   * batch size or threads, which may not.
   */
  public String hash() {
    List<Object> parts = new ArrayList<>();
    parts.add(suite);
    for (PlannedModel model : models) {
      parts.add(List.of(model.spec().name(), model.spec().provider(), model.fingerprint()));
    }
    for (PlannedBenchmark planned : benchmarks) {
      var card = planned.benchmark().card();
      parts.add(List.of(card.name(), card.version(), card.sha256(), planned.examples().size()));
    }
    parts.add(List.of(settings.seed(), settings.traceExamples()));
    return Sha256.of(Json.line(parts));
  }
}
