package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.RunException;
import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Score;
import dev.assay.dummy.DummyBehaviour;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyModel;
import dev.assay.model.Ability;
import dev.assay.model.BenchmarkAware;
import dev.assay.model.GeneratedText;
import dev.assay.model.Response;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import dev.assay.plan.Plan;
import dev.assay.plan.Settings;
import dev.assay.result.ExampleResult;
import dev.assay.result.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class RunnerTest {
  /** Answers with the request's seed. */
  private static final Ability<TextGenerationRequest, GeneratedText> SEEDS =
      (requests, sink) ->
          requests.forEach(
              r ->
                  sink.accept(
                      r.id(),
                      Response.of(
                          new GeneratedText(Long.toString(r.seed()), GeneratedText.Finish.END),
                          Usage.NONE)));

  @TempDir Path folder;
  private final List<RunEvent> events = new ArrayList<>();

  @Test
  void everyExampleOfEveryModelIsRunInTheOrderOfThePlan() {
    DummyLab lab =
        DummyLab.with(new DummyBenchmark("dummy/b", 12), new DummyBenchmark("dummy/a", 2));

    Runner.Finished finished = run(lab, lab.plan("out-of-order", "echo"));

    assertThat(finished.examples())
        .extracting(r -> r.model() + " " + r.benchmark() + " " + r.example())
        .hasSize(28)
        .startsWith("out-of-order dummy/b 0", "out-of-order dummy/b 1", "out-of-order dummy/b 2")
        .endsWith("echo dummy/b 11", "echo dummy/a 0", "echo dummy/a 1");
    assertThat(events).startsWith(new RunEvent.Started(28, 0, 0));
    assertThat(events).filteredOn(RunEvent.ExampleFinished.class::isInstance).hasSize(28);
    assertThat(events).contains(new RunEvent.BenchmarkStarted("echo", "dummy/a", 2));
  }

  @Test
  void aVariantGivesItsExamplesTheSeedsOfTheBenchmarkItself() {
    DummyLab lab = DummyLab.withExamples(3).model("seeds", c -> new DummyModel("seeds", SEEDS));

    List<ExampleResult> results =
        run(lab, lab.plan(Settings.DEFAULT, List.of("dummy/n", "dummy/n@loud"), "seeds"))
            .examples();

    List<String> answers = results.stream().flatMap(r -> r.outputs().stream()).toList();
    assertThat(answers.subList(0, 3)).doesNotHaveDuplicates().isEqualTo(answers.subList(3, 6));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HANGING") // takes five timeouts
  void aRunEndsAndTellsWhatFailedWhateverTheModelDoes(DummyBehaviour behaviour) {
    DummyLab lab = DummyLab.withExamples(8);

    List<ExampleResult> results =
        run(lab, lab.plan(DummyLab.impatient(), behaviour.word())).examples();

    Set<String> failed =
        results.stream()
            .filter(r -> r.failure().isPresent())
            .map(ExampleResult::example)
            .collect(Collectors.toSet());
    switch (behaviour) {
      case ECHO, OUT_OF_ORDER, MANY_THREADS, ANSWERING_TOO_OFTEN, OUT_OF_MEMORY ->
          assertThat(failed).isEmpty();
      case GARBAGE, BATCH_DEPENDENT -> assertThat(failed).isEmpty();
      case FORGETFUL, REFUSING, FAILING_ON_ONE, HANGING_ON_ONE ->
          assertThat(failed).containsExactly("3");
      case FAILING, STACK_OVERFLOW, NULL, STUBBORN -> assertThat(failed).hasSize(8);
      case HANGING -> throw new AssertionError("excluded");
    }
  }

  @Test
  void whatABenchmarkThrowsFailsTheExampleNotTheRun() {
    DummyBenchmark faulty =
        new DummyBenchmark("dummy/faulty", 6) {
          @Override
          public List<TextGenerationRequest> requests(Example example, long seed) {
            return switch (example.id()) {
              case "1" -> throw new IllegalStateException("no words");
              case "2" -> List.of();
              case "3" -> List.of(request(example, 7, seed));
              default -> super.requests(example, seed);
            };
          }

          @Override
          public Score score(Example example, List<GeneratedText> outputs) {
            if (example.id().equals("4")) {
              throw new StackOverflowError();
            }
            return super.score(example, outputs);
          }
        };
    DummyLab lab = DummyLab.with(faulty);

    assertThat(run(lab, lab.plan("echo")).examples())
        .extracting(r -> r.failure().orElse("fine"))
        .containsExactly(
            "fine",
            "the benchmark could not make the request: IllegalStateException: no words",
            "the benchmark could not make the request: IllegalStateException: there is none",
            "the benchmark could not make the request: IllegalStateException: its id is dummy/faulty#3.7 instead of dummy/faulty#3.0",
            "the benchmark could not score the output: StackOverflowError",
            "fine");
  }

  @Test
  void anExampleOfSeveralRequestsIsScoredOnceAllAreAnswered() {
    DummyBenchmark thrice =
        new DummyBenchmark("dummy/thrice", 5) {
          @Override
          public List<TextGenerationRequest> requests(Example example, long seed) {
            return List.of(
                request(example, 0, seed), request(example, 1, seed), request(example, 2, seed));
          }
        };
    DummyLab lab = DummyLab.with(thrice);

    List<ExampleResult> results = run(lab, lab.plan("out-of-order", "refusing")).examples();

    assertThat(results.get(1).outputs()).containsExactly("say 1", "say 1", "say 1");
    assertThat(results.get(1).usage().outputBytes()).isEqualTo(15);
    assertThat(results.get(5 + 3).failure()).contains("too difficult");
  }

  @Test
  void exampleIdsMayHoldAnyCharacters() {
    DummyBenchmark odd =
        new DummyBenchmark("dummy/odd", 1) {
          @Override
          public List<Example> examples() {
            return List.of("", " ", "a/b#c.0", "../x", "\n\0\"", "é😀").stream()
                .map(id -> new Example(id, super.examples().get(0).fields(), "say 0"))
                .toList();
          }
        };
    DummyLab lab = DummyLab.with(odd);
    Plan plan = lab.plan("echo");
    run(lab, plan);

    assertThat(run(lab, plan).examples())
        .extracting(ExampleResult::example)
        .containsExactly("", " ", "a/b#c.0", "../x", "\n\0\"", "é😀");
    assertThat(events).contains(new RunEvent.Started(6, 6, 0));
  }

  @Test
  void tracesAreKeptForTheFirstExamplesOnly() {
    DummyLab lab = DummyLab.withExamples(5).model("tracing", c -> Tracing.model());

    List<ExampleResult> results =
        run(lab, lab.plan(DummyLab.impatient(), "tracing")).examples(); // two traces wanted

    assertThat(results)
        .extracting(r -> r.trace().isPresent())
        .containsExactly(true, true, false, false, false);
  }

  @Test
  void aModelIsToldWhichTracesNobodyWillLookAt() {
    Map<String, Boolean> wanted = new ConcurrentHashMap<>();
    DummyLab lab = DummyLab.withExamples(4).model("tracing", c -> Tracing.listening(wanted));

    run(lab, lab.plan(DummyLab.impatient(), "tracing")); // two traces wanted

    assertThat(wanted).isEqualTo(Map.of("0", true, "1", true, "2", false, "3", false));
  }

  @Test
  void anAnswerThatCannotBeWrittenDownFailsAndTheRunGoesOn() {
    DummyLab lab = DummyLab.withExamples(3).model("opaque", c -> Tracing.opaqueModel());

    assertThat(run(lab, lab.plan("opaque")).examples())
        .allSatisfy(r -> assertThat(r.failure().orElse("")).contains("cannot be written as JSON"));
  }

  @Test
  void aModelThatCannotBeginABenchmarkFailsItsExamplesWithThatCause() {
    DummyLab lab = DummyLab.withExamples(2).model("replay", c -> new Unready());

    assertThat(run(lab, lab.plan("replay", "echo")).examples())
        .extracting(r -> r.failure().orElse("fine"))
        .containsExactly(
            "the model could not begin: outputs.txt has 3 lines for 2 examples",
            "the model could not begin: outputs.txt has 3 lines for 2 examples",
            "fine",
            "fine");
  }

  /** Finds that it has nothing to say to a benchmark. */
  private static final class Unready extends DummyModel implements BenchmarkAware {
    Unready() {
      super("replay", DummyBehaviour.ECHO.ability(1));
    }

    @Override
    public void begin(Benchmark<?, ?> benchmark) {
      throw new SetupException("outputs.txt has 3 lines for 2 examples");
    }
  }

  @Test
  void aModelLeftHangingIsNotClosedUnderItsThreadAndNotAskedAgain() {
    List<String> closed = new ArrayList<>();
    DummyLab lab =
        DummyLab.with(new DummyBenchmark("dummy/a", 2), new DummyBenchmark("dummy/b", 2))
            .model(
                "native",
                c ->
                    new DummyModel("native", DummyBehaviour.STUBBORN.ability(1)) {
                      @Override
                      public void close() {
                        closed.add("native");
                      }
                    });
    Plan plan = lab.plan(DummyLab.impatient(), "native");
    closed.clear(); // the planner opens and closes it once

    List<ExampleResult> results = run(lab, plan).examples();

    assertThat(results).hasSize(4).allMatch(r -> r.failure().isPresent());
    assertThat(closed).isEmpty();
    assertThat(events)
        .contains(
            new RunEvent.Warning(
                "model 'native' hangs and is left open until Assay ends: native code cannot be stopped"));
  }

  @Test
  void engineTimeIsMeasuredForModelsWithAnEngine() {
    DummyLab lab =
        DummyLab.withExamples(3)
            .model(
                "engine",
                c ->
                    new DummyModel("engine", DummyBehaviour.ECHO.ability(1)) {
                      private int calls;

                      @Override
                      public Optional<Duration> engineTime() {
                        return Optional.of(Duration.ofSeconds(calls++));
                      }
                    });

    List<Timing> timings = run(lab, lab.plan("engine", "echo")).timings();

    assertThat(timings)
        .extracting(Timing::engineSeconds)
        .containsExactly(OptionalDouble.of(1), OptionalDouble.empty());
    assertThat(timings).allMatch(t -> t.wallSeconds() > 0);
  }

  @Test
  void aFullDiskStopsTheRunWithWhatToDoNext() throws Exception {
    Path full = Path.of("/dev/full"); // every write to it fails with ENOSPC, Linux's full(4)
    assumeTrue(Files.exists(full), "there is no /dev/full here");
    Files.createSymbolicLink(journal(), full);
    DummyLab lab = DummyLab.withExamples(3);

    for (int attempt = 0; attempt < 2; attempt++) { // also: the first one leaves no lock behind
      assertThatThrownBy(() -> run(lab, lab.plan("echo")))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("run the same command again");
    }
  }

  @Test
  void theJournalOfAnotherPlanIsRefused() {
    DummyLab lab = DummyLab.withExamples(3);
    Plan plan = lab.plan("echo");
    run(lab, plan);
    Settings other = new Settings(Optional.of(2), 0, 4, "cpu", 0, 1, 0, 0);

    assertThatThrownBy(() -> run(lab, lab.plan(other, "echo")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("holds a run of another plan");
    assertThat(Runner.continues(journal(), plan.hash())).isTrue();
    assertThat(Runner.continues(journal(), lab.plan(other, "echo").hash())).isFalse();
    assertThat(Runner.continues(folder.resolve("none"), plan.hash())).isFalse();
  }

  @Test
  void resultsOfExamplesThatHaveChangedSinceAreRefusedEvenIfTheirBenchmarkDoesNotSaySo() {
    DummyLab lab = DummyLab.withExamples(3);
    run(lab, lab.plan("echo"));
    DummyLab changed =
        DummyLab.with(
            new DummyBenchmark("dummy/n", 3) {
              @Override
              public List<Example> examples() {
                return super.examples().stream()
                    .map(e -> new Example(e.id(), e.fields(), "another answer"))
                    .toList();
              }
            });

    assertThatThrownBy(() -> run(changed, changed.plan("echo")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("example '0' of benchmark 'dummy/n' is no longer the one");
  }

  private Path journal() {
    return folder.resolve("journal");
  }

  private Runner.Finished run(DummyLab lab, Plan plan) {
    return new Runner(lab.planner(), Optional.empty(), List.of(events::add)).run(plan, journal());
  }
}
