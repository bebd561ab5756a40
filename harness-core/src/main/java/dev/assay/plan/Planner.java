package dev.assay.plan;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
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
import java.util.List;

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
    List<PlannedBenchmark> benchmarks = new ArrayList<>();
    for (String name : plugins.select(suite.benchmarks())) {
      Benchmark<?, ?> benchmark = plugins.benchmark(name, data);
      List<Example> examples = benchmark.examples();
      int count = Math.min(examples.size(), suite.settings().limit().orElse(Integer.MAX_VALUE));
      benchmarks.add(new PlannedBenchmark(benchmark, examples.subList(0, count)));
    }
    List<PlannedModel> models = new ArrayList<>();
    for (ModelSpec spec : suite.models()) {
      models.add(check(spec, suite.settings(), benchmarks));
    }
    return new Plan(suite.name(), suite.settings(), models, benchmarks);
  }

  /** Opens a model as a run with these settings would. */
  public Model open(ModelSpec spec, Settings settings) {
    ModelContext context =
        new ModelContext(settings.device(), settings.threads(), settings.batchSize(), data);
    return plugins.modelProvider(spec.provider()).open(spec, context);
  }

  private PlannedModel check(ModelSpec spec, Settings settings, List<PlannedBenchmark> benchmarks) {
    try (Model model = open(spec, settings)) {
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
}
