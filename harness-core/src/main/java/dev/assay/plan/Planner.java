package dev.assay.plan;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmark.Example;
import dev.assay.data.DataStore;
import dev.assay.model.BenchmarkAware;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelSpec;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.plugin.Plugins;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes a plan of a suite: reads the benchmarks, opens each model once, and so finds every mistake
 * in the set-up before the first example runs.
 */
public final class Planner {
  private final Plugins plugins;
  private final DataStore data;

  /** A planner over the given plugins and data. */
  public Planner(Plugins plugins, DataStore data) {
    this.plugins = plugins;
    this.data = data;
  }

  /**
   * Makes the plan.
   *
   * @throws SetupException for the first mistake found
   */
  public Plan plan(Suite suite) {
    refuseNothingOrTwice(suite);
    List<PlannedBenchmark> benchmarks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (BenchmarkSpec spec : plugins.expand(plugins.select(suite.benchmarks()), data)) {
      if (!names.add(spec.name())) {
        throw new SetupException(
            "two benchmarks are named '%s'; give one of them the option name"
                .formatted(spec.name()));
      }
      benchmarks.add(
          orPluginError("benchmark '" + spec.name() + "'", () -> planned(spec, suite.settings())));
    }
    List<PlannedModel> models = new ArrayList<>();
    for (ModelSpec spec : suite.models()) {
      models.add(check(spec, suite.settings(), benchmarks));
    }
    return new Plan(suite.name(), suite.settings(), models, benchmarks);
  }

  /**
   * Opens a model as a run with these settings would.
   *
   * @throws SetupException if it cannot be opened
   */
  public Model open(ModelSpec spec, Settings settings) {
    ModelContext context =
        new ModelContext(settings.device(), settings.threads(), settings.batchSize(), data);
    return orPluginError(
        "model '" + spec.name() + "'",
        () -> plugins.modelProvider(spec.provider()).open(spec, context));
  }

  private static void refuseNothingOrTwice(Suite suite) {
    if (suite.models().isEmpty()) {
      throw new SetupException("there is no model to run; `assay list models` shows which are");
    }
    if (suite.benchmarks().isEmpty()) {
      throw new SetupException(
          "there is no benchmark to run; `assay list benchmarks` shows which are");
    }
    Set<String> names = new HashSet<>();
    for (ModelSpec spec : suite.models()) {
      if (!names.add(spec.name())) {
        throw new SetupException(
            "two models are named '%s'; give one of them another name, as in %s,name=%s-2"
                .formatted(spec.name(), spec.provider(), spec.name()));
      }
    }
  }

  /** Whatever a plugin throws while the run is set up is a mistake in the set-up. */
  private static <T> T orPluginError(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (SetupException e) {
      throw e.getMessage().contains(what) ? e : new SetupException(what + ": " + e.getMessage(), e);
    } catch (RuntimeException | LinkageError e) {
      throw new SetupException("%s: the plugin failed with %s".formatted(what, e), e);
    }
  }

  private PlannedBenchmark planned(BenchmarkSpec spec, Settings settings) {
    Benchmark<?, ?> benchmark = plugins.benchmark(spec, data);
    if (!benchmark.card().name().equals(spec.name())) {
      throw new SetupException("the plugin opened '%s' instead".formatted(benchmark.card().name()));
    }
    if (benchmark.metrics().isEmpty()) {
      throw new SetupException("it has no metric");
    }
    List<Example> examples = benchmark.examples();
    if (examples.isEmpty()) {
      throw new SetupException("it has no example");
    }
    Set<String> ids = new HashSet<>();
    for (Example example : examples) {
      if (!ids.add(example.id())) {
        throw new SetupException("two of its examples have the id '%s'".formatted(example.id()));
      }
    }
    int count = Math.min(examples.size(), settings.limit().orElse(Integer.MAX_VALUE));
    return new PlannedBenchmark(benchmark, examples.subList(0, count), spec);
  }

  private PlannedModel check(ModelSpec spec, Settings settings, List<PlannedBenchmark> benchmarks) {
    return orPluginError(
        "model '" + spec.name() + "'",
        () -> {
          try (Model model = open(spec, settings)) {
            return planned(spec, model, benchmarks);
          }
        });
  }

  private static PlannedModel planned(
      ModelSpec spec, Model model, List<PlannedBenchmark> benchmarks) {
    for (PlannedBenchmark planned : benchmarks) {
      if (model.ability(planned.benchmark().ability()).isEmpty()) {
        throw new SetupException(
            "model '%s' cannot run benchmark '%s': it lacks the ability %s"
                .formatted(spec.name(), planned.name(), planned.benchmark().ability()));
      }
    }
    return new PlannedModel(
        spec,
        model.card().named(spec.name()),
        model.fingerprint(),
        model instanceof BenchmarkAware);
  }
}
