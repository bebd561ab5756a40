package dev.assay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.data.DataStore;
import dev.assay.dummy.DummyBehaviour;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyModel;
import dev.assay.dummy.DummyModelProvider;
import dev.assay.model.Ability;
import dev.assay.model.AbilityKind;
import dev.assay.model.BenchmarkAware;
import dev.assay.model.ModelSpec;
import dev.assay.model.Request;
import dev.assay.plugin.Plugins;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PlannerTest {
  @Test
  void aPlanHoldsEveryModelAndBenchmarkUpToTheLimit() {
    DummyLab lab =
        DummyLab.with(new DummyBenchmark("dummy/a", 10), new DummyBenchmark("dummy/b", 2))
            .model("peeking", c -> new Peeking());

    Plan plan = lab.plan(limited(3), "echo,name=e", "peeking");

    assertThat(plan.models()).extracting(m -> m.spec().name()).containsExactly("e", "peeking");
    assertThat(plan.models()).extracting(m -> m.card().name()).containsExactly("e", "peeking");
    assertThat(plan.models()).extracting(m -> m.seesBenchmark()).containsExactly(false, true);
    assertThat(plan.benchmarks()).extracting(b -> b.examples().size()).containsExactly(3, 2);
    assertThat(plan.totalExamples()).isEqualTo(10);
  }

  private static final class Peeking extends DummyModel implements BenchmarkAware {
    Peeking() {
      super("peeking", DummyBehaviour.ECHO.ability(1));
    }

    @Override
    public void begin(Benchmark<?, ?> benchmark) {}
  }

  @Test
  void theHashChangesWithWhateverMayChangeAResultAndWithNothingElse() {
    DummyLab lab = DummyLab.withExamples(5);
    String hash = lab.plan(limited(3), "echo").hash();

    assertThat(lab.plan(limited(3), "echo").hash()).isEqualTo(hash);
    assertThat(lab.plan(limited(3).withBatchSize(1), "echo").hash()).isEqualTo(hash);
    assertThat(
            List.of(
                lab.plan(limited(4), "echo").hash(),
                lab.plan(limited(3), "failing").hash(),
                lab.plan(limited(3), "echo,name=other").hash(),
                lab.plan(limited(3), "echo", "failing").hash(),
                DummyLab.with(new DummyBenchmark("dummy/m", 5)).plan(limited(3), "echo").hash(),
                lab.plan(new Settings(Optional.of(3), 1, 64, "cpu", 0, 600, 0, 20), "echo").hash()))
        .doesNotContain(hash)
        .doesNotHaveDuplicates();
  }

  @Test
  void twoModelsOfOneNameAreRefused() {
    assertRefused(
        () -> DummyLab.withExamples(1).plan("echo", "failing,name=echo"),
        "two models are named 'echo'; give one of them another name, as in dummy,name=echo-2");
  }

  @Test
  void nothingToRunIsRefused() {
    Planner planner = DummyLab.withExamples(1).planner();
    ModelSpec echo = new ModelSpec("echo", "dummy", Map.of());

    assertRefused(
        () -> planner.plan(new Suite("s", List.of(), BenchmarkSpec.all("*"), Settings.DEFAULT)),
        "there is no model to run");
    assertRefused(
        () -> planner.plan(new Suite("s", List.of(echo), List.of(), Settings.DEFAULT)),
        "there is no benchmark to run");
  }

  @Test
  void aModelThatLacksTheAbilityIsRefused() {
    DummyLab lab =
        DummyLab.withExamples(1)
            .model(
                "mute",
                c ->
                    new DummyModel("mute", DummyBehaviour.ECHO.ability(1)) {
                      @Override
                      public <Q extends Request, O> Optional<Ability<Q, O>> ability(
                          AbilityKind<Q, O> kind) {
                        return Optional.empty();
                      }
                    });

    assertRefused(
        () -> lab.plan("mute"),
        "model 'mute' cannot run benchmark 'dummy/n': it lacks the ability generate-text");
  }

  @Test
  void aModelThatCannotBeOpenedIsNamedWithTheCause() {
    DummyLab lab =
        DummyLab.withExamples(1)
            .model(
                "native",
                c -> {
                  throw new UnsatisfiedLinkError("no onnxruntime in java.library.path");
                })
            .model(
                "missing",
                c -> {
                  throw new SetupException("no file models/gpt2/model.onnx");
                });

    assertRefused(
        () -> lab.plan("native"),
        "model 'native': the plugin failed with java.lang.UnsatisfiedLinkError: no onnxruntime in java.library.path");
    assertRefused(() -> lab.plan("missing"), "model 'missing': no file models/gpt2/model.onnx");
  }

  @Test
  void aBenchmarkThatCannotGiveANumberIsRefused() {
    assertRefused(
        () -> DummyLab.withExamples(0).plan("echo"), "benchmark 'dummy/n': it has no example");
    assertRefused(
        () ->
            planOf(
                new Faulty() {
                  @Override
                  public List<Example> examples() {
                    return List.of(super.examples().get(0), super.examples().get(0));
                  }
                }),
        "benchmark 'dummy/n': two of its examples have the id '0'");
    assertRefused(
        () ->
            planOf(
                new Faulty() {
                  @Override
                  public List<Metric> metrics() {
                    return List.of();
                  }
                }),
        "benchmark 'dummy/n': it has no metric");
    assertRefused(
        () ->
            planOf(
                new Faulty() {
                  @Override
                  public List<Example> examples() {
                    throw new IllegalStateException("torn");
                  }
                }),
        "benchmark 'dummy/n': the plugin failed with java.lang.IllegalStateException: torn");
  }

  @Test
  void aPluginThatOpensAnotherBenchmarkThanAskedIsRefused() {
    BenchmarkProvider confused =
        new BenchmarkProvider() {
          @Override
          public List<Entry> entries() {
            return List.of(new Entry("dummy/n", "dummy", "a dummy", true));
          }

          @Override
          public Benchmark<?, ?> open(String name, DataStore data) {
            return new DummyBenchmark("other", 1);
          }
        };
    Plugins plugins = new Plugins(List.of(new DummyModelProvider()), List.of(confused), List.of());
    Suite suite =
        new Suite(
            "s",
            List.of(plugins.model("echo", Map.of())),
            BenchmarkSpec.all("dummy"),
            Settings.DEFAULT);

    assertRefused(
        () -> new Planner(plugins, new DataStore(List.of())).plan(suite),
        "benchmark 'dummy/n': the plugin opened 'other' instead");
  }

  private static class Faulty extends DummyBenchmark {
    Faulty() {
      super("dummy/n", 2);
    }
  }

  private static Plan planOf(DummyBenchmark benchmark) {
    return DummyLab.with(benchmark).plan("echo");
  }

  private static Settings limited(int limit) {
    return new Settings(Optional.of(limit), 0, 64, "cpu", 0, 600, 0, 20);
  }

  private static void assertRefused(ThrowingCallable planning, String message) {
    assertThatThrownBy(planning).isInstanceOf(SetupException.class).hasMessageStartingWith(message);
  }
}
