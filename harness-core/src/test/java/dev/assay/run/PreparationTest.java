package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.RunException;
import dev.assay.benchmark.Benchmark;
import dev.assay.dummy.DummyBehaviour;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyModel;
import dev.assay.model.Ability;
import dev.assay.model.BenchmarkAware;
import dev.assay.model.GeneratedText;
import dev.assay.model.Prepared;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import dev.assay.result.ExampleResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model prepares while it is still busy with another benchmark. */
@Timeout(20)
class PreparationTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir Path folder;
  private final Patience patience = new Patience(SHORT, SHORT);
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  /** Notes what is asked of it. */
  private class Noting implements Ability<TextGenerationRequest, GeneratedText> {
    final Ability<TextGenerationRequest, GeneratedText> echo = DummyBehaviour.ECHO.ability(4);

    @Override
    public void respond(List<TextGenerationRequest> requests, ResponseSink<GeneratedText> sink) {
      log.add("respond " + requests.size());
      echo.respond(requests, sink);
    }

    @Override
    public Prepared<GeneratedText> prepare(List<TextGenerationRequest> requests) {
      log.add("prepare " + requests.size());
      return new Prepared<>() {
        @Override
        public void respond(ResponseSink<GeneratedText> sink) {
          log.add("respond prepared");
          echo.respond(requests, sink);
        }

        @Override
        public void close() {
          log.add("close");
        }
      };
    }
  }

  @Test
  void whatWasPreparedAnswersAndIsClosedOnce() {
    Map<String, String> answers = ask(new Noting(), 3);

    assertThat(answers).isEqualTo(Map.of("0", "say 0", "1", "say 1", "2", "say 2"));
    assertThat(log).containsExactly("prepare 3", "respond prepared", "close");
  }

  @ParameterizedTest
  @EnumSource(DummyBehaviour.class)
  void aModelThatPreparesNothingAnswersAsItWouldHaveWithoutBeingAsked(DummyBehaviour behaviour) {
    Map<String, String> unprepared = new TreeMap<>();
    Patience fresh = new Patience(SHORT, SHORT);
    new GuardedAbility<>(behaviour.ability(4), fresh)
        .respond(DummyBenchmark.requestsFor(20), noting(unprepared));

    assertThat(ask(behaviour.ability(4), 20)).isEqualTo(unprepared);
  }

  @Test
  void afterAnExceptionInPreparationTheRequestsAreAskedAgainInParts() {
    Map<String, String> answers =
        ask(
            new Noting() {
              @Override
              public Prepared<GeneratedText> prepare(List<TextGenerationRequest> requests) {
                throw new OutOfMemoryError("while preparing");
              }
            },
            5);

    assertThat(answers.values()).containsExactly("say 0", "say 1", "say 2", "say 3", "say 4");
    assertThat(log).containsExactly("respond 3", "respond 2");
  }

  @Test
  void aPreparationThatHangsIsStoppedAndTheRequestsAreAskedOneByOne() {
    Map<String, String> answers =
        ask(
            new Noting() {
              @Override
              public Prepared<GeneratedText> prepare(List<TextGenerationRequest> requests) {
                await(new CountDownLatch(1));
                throw new IllegalStateException("stopped");
              }
            },
            3);

    assertThat(answers.values()).containsExactly("say 0", "say 1", "say 2");
    assertThat(log).containsExactly("respond 1", "respond 1", "respond 1");
    assertThat(patience.lost()).isFalse();
  }

  @Test
  void aModelThatNeverReturnsFromPreparationIsGivenUp() {
    Map<String, String> answers =
        ask(
            new Noting() {
              @Override
              public Prepared<GeneratedText> prepare(List<TextGenerationRequest> requests) {
                DummyBehaviour.STUBBORN.ability(1).respond(requests, noting(new TreeMap<>()));
                throw new AssertionError("it has returned");
              }
            },
            3);

    assertThat(patience.lost()).isTrue();
    assertThat(answers.values())
        .containsOnly("failed: given up: the model hangs and ignores the request to stop");
    assertThat(log).isEmpty();
  }

  @Test
  void theNextBenchmarkIsPreparedWhileTheModelAnswersThisOne() {
    CountDownLatch prepared = new CountDownLatch(1);
    Noting model =
        new Noting() {
          @Override
          public void respond(
              List<TextGenerationRequest> requests, ResponseSink<GeneratedText> sink) {
            super.respond(requests.subList(0, 1), sink);
            await(prepared); // the others wait until the next benchmark is prepared
            super.respond(requests.subList(1, requests.size()), sink);
          }

          @Override
          public Prepared<GeneratedText> prepare(List<TextGenerationRequest> requests) {
            Prepared<GeneratedText> mine = super.prepare(requests);
            prepared.countDown();
            return mine;
          }
        };

    assertThat(run(new DummyModel("noting", model))).allMatch(r -> r.failure().isEmpty());
    assertThat(log)
        .containsExactly("respond 1", "prepare 2", "respond 1", "respond prepared", "close");
  }

  @Test
  void aModelThatLooksAtBenchmarksIsNotToldOfTheNextBeforeItsTurn() {
    class Aware extends DummyModel implements BenchmarkAware {
      Aware() {
        super("aware", new Noting());
      }

      @Override
      public void begin(Benchmark<?, ?> benchmark) {
        log.add("begin " + benchmark.card().name());
      }
    }

    assertThat(run(new Aware())).allMatch(r -> r.failure().isEmpty());
    assertThat(log).containsExactly("begin dummy/a", "respond 2", "begin dummy/b", "respond 2");
  }

  @Test
  void whatIsNotAskedForAnyMoreIsClosedBeforeTheModel() {
    CountDownLatch prepared = new CountDownLatch(1);
    Noting noting =
        new Noting() {
          @Override
          public Prepared<GeneratedText> prepare(List<TextGenerationRequest> requests) {
            Prepared<GeneratedText> mine = super.prepare(requests);
            prepared.countDown();
            return mine;
          }
        };
    DummyModel model =
        new DummyModel("noting", noting) {
          @Override
          public void close() {
            log.add("close the model");
          }
        };
    RunObserver full =
        event -> {
          if (event instanceof RunEvent.ExampleFinished finished
              && finished.result().example().equals("1")) {
            await(prepared);
            throw new RunException("disk full", new IOException());
          }
        };

    assertThatThrownBy(() -> run(model, full)).isInstanceOf(RunException.class);
    assertThat(log).containsExactly("respond 2", "prepare 2", "close", "close the model");
  }

  private List<ExampleResult> run(DummyModel model) {
    return run(model, event -> {});
  }

  private List<ExampleResult> run(DummyModel model, RunObserver observer) {
    DummyLab lab =
        DummyLab.with(new DummyBenchmark("dummy/a", 2), new DummyBenchmark("dummy/b", 2))
            .model("noting", context -> model);
    var plan = lab.plan("noting");
    log.clear(); // the planner opens and closes it once
    return new Runner(lab.planner(), Optional.empty(), List.of(observer))
        .run(plan, folder.resolve("journal"))
        .examples();
  }

  private Map<String, String> ask(Ability<TextGenerationRequest, GeneratedText> model, int count) {
    Map<String, String> answers = new TreeMap<>();
    Prepared<GeneratedText> prepared =
        new GuardedAbility<>(model, patience).prepare(DummyBenchmark.requestsFor(count));
    prepared.respond(noting(answers));
    prepared.close();
    prepared.close();
    return answers;
  }

  private static ResponseSink<GeneratedText> noting(Map<String, String> answers) {
    return new ResponseSink<>() {
      @Override
      public void accept(RequestId request, Response<GeneratedText> response) {
        assertThat(answers.put(request.example(), response.output().text())).isNull();
      }

      @Override
      public void fail(RequestId request, String cause) {
        assertThat(answers.put(request.example(), "failed: " + cause)).isNull();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
