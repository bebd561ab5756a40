package dev.assay.dummy;

import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedText;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.Usage;
import dev.assay.plan.Plan;
import dev.assay.plan.Planner;
import dev.assay.plan.Settings;
import dev.assay.plan.Suite;
import dev.assay.plugin.Plugins;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A harness with nothing but dummies in it.
 *
 * @param models the model provider
 * @param benchmarks the benchmark provider
 */
public record DummyLab(DummyModelProvider models, DummyBenchmarkProvider benchmarks) {

  /** A lab with one benchmark, {@code dummy/n}. */
  public static DummyLab withExamples(int n) {
    return with(new DummyBenchmark("dummy/n", n));
  }

  /** A lab with these benchmarks. */
  public static DummyLab with(DummyBenchmark... benchmarks) {
    return new DummyLab(new DummyModelProvider(), new DummyBenchmarkProvider(benchmarks));
  }

  /** Adds a model of the test's own. */
  public DummyLab model(String name, Function<ModelContext, Model> model) {
    models.with(name, model);
    return this;
  }

  /** Adds a model that answers some requests with an exclamation mark too many. */
  public DummyLab shouting(String name, Predicate<RequestId> loud) {
    return model(
        name,
        context ->
            new DummyModel(
                name,
                (requests, sink) ->
                    requests.forEach(
                        r ->
                            sink.accept(
                                r.id(),
                                Response.of(
                                    new GeneratedText(
                                        r.prompt() + (loud.test(r.id()) ? "!" : ""),
                                        GeneratedText.Finish.END),
                                    Usage.NONE)))));
  }

  /** The dummies as plugins. */
  public Plugins plugins() {
    return new Plugins(
        List.of(models),
        List.of(benchmarks),
        List.of(() -> List.of(new DummyVariant("loud"))),
        List.of());
  }

  /** A planner over the dummies. */
  public Planner planner() {
    return new Planner(plugins(), new DataStore(List.of()));
  }

  /** Settings that give up after a second. */
  public static Settings impatient() {
    return new Settings(Optional.empty(), 0, 4, "cpu", 0, 1, 0, 2);
  }

  /** A plan of models on all benchmarks. */
  public Plan plan(Settings settings, String... names) {
    return plan(settings, List.of("*"), names);
  }

  /** A plan of models on the benchmarks that selectors mean; {@code *@loud} shouts all of them. */
  public Plan plan(Settings settings, List<String> selectors, String... names) {
    Plugins plugins = plugins();
    return planner()
        .plan(
            new Suite(
                "dummies",
                Arrays.stream(names).map(name -> plugins.model(name, Map.of())).toList(),
                selectors.stream().map(BenchmarkSpec::of).toList(),
                settings));
  }

  /** A plan of models on all benchmarks with the usual settings. */
  public Plan plan(String... names) {
    return plan(Settings.DEFAULT, names);
  }
}
