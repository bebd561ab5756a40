package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.RunException;
import dev.assay.dummy.DummyBehaviour;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.model.Ability;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class GuardedAbilityTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  private final Patience patience = new Patience(SHORT, SHORT);

  @ParameterizedTest
  @EnumSource(DummyBehaviour.class)
  void everyRequestIsAnsweredExactlyOnceWhateverTheModelDoes(DummyBehaviour behaviour) {
    Answers answers = ask(behaviour.ability(4), 20);

    assertThat(answers.byExample).hasSize(20);
  }

  @ParameterizedTest
  @EnumSource(names = {"FORGETFUL", "REFUSING", "FAILING_ON_ONE", "HANGING_ON_ONE"})
  void onlyTheGuiltyRequestFails(DummyBehaviour behaviour) {
    Answers answers = ask(behaviour.ability(4), 20);

    String cause = answers.byExample.remove("3");
    assertThat(cause)
        .isEqualTo(
            Map.of(
                    DummyBehaviour.FORGETFUL, "failed: the model gave no answer",
                    DummyBehaviour.REFUSING, "failed: too difficult",
                    DummyBehaviour.FAILING_ON_ONE,
                        "failed: IllegalStateException: cannot bear example 3",
                    DummyBehaviour.HANGING_ON_ONE, "failed: no answer within 0.1 s")
                .get(behaviour));
    assertThat(answers.byExample)
        .allSatisfy((example, answer) -> assertThat(answer).isEqualTo("say " + example));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ECHO", "OUT_OF_ORDER", "MANY_THREADS", "ANSWERING_TOO_OFTEN", "OUT_OF_MEMORY"})
  void theFirstAnswerCountsHoweverItArrives(DummyBehaviour behaviour) {
    assertThat(ask(behaviour.ability(4), 20).byExample)
        .allSatisfy((example, answer) -> assertThat(answer).isEqualTo("say " + example));
  }

  @Test
  void errorsFailRequestsWithTheirCause() {
    assertThat(ask(DummyBehaviour.STACK_OVERFLOW.ability(4), 5).byExample.values())
        .containsOnly("failed: StackOverflowError");
    assertThat(ask(DummyBehaviour.NULL.ability(4), 5).byExample.values())
        .containsOnly("failed: NullPointerException: response");
  }

  @Test
  void oneGuiltyRequestAmongAThousandCostsFewCallsAndLeavesTheOthersInBatches() {
    AtomicInteger calls = new AtomicInteger();
    Ability<TextGenerationRequest, GeneratedText> model = DummyBehaviour.FAILING_ON_ONE.ability(4);

    Ability<TextGenerationRequest, GeneratedText> counted =
        (requests, sink) -> {
          calls.incrementAndGet();
          model.respond(requests, sink);
        };
    new GuardedAbility<>(counted, new Patience(Duration.ZERO, SHORT))
        .respond(DummyBenchmark.requestsFor(1000), new Answers());

    assertThat(calls).hasValueLessThan(25);
  }

  @Test
  void aModelThatAlwaysHangsIsGivenUpAfterAFewTimeouts() {
    long start = System.nanoTime();

    Answers answers = ask(DummyBehaviour.HANGING.ability(4), 1000);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.multipliedBy(20));
    assertThat(answers.byExample.get("0")).isEqualTo("failed: no answer within 0.1 s");
    assertThat(answers.byExample.get("999"))
        .isEqualTo("failed: given up: the model kept silent for 0.1 s 5 times in a row");
  }

  @Test
  void aModelThatCannotBeStoppedIsNeverEnteredAgain() {
    AtomicInteger calls = new AtomicInteger();
    Ability<TextGenerationRequest, GeneratedText> stubborn =
        (requests, sink) -> {
          calls.incrementAndGet();
          DummyBehaviour.STUBBORN.ability(4).respond(requests, sink);
        };

    ask(stubborn, 10);
    Answers later = ask(stubborn, 10);

    assertThat(patience.lost()).isTrue();
    assertThat(calls).hasValue(1);
    assertThat(later.byExample.values())
        .containsOnly("failed: given up: the model hangs and ignores the request to stop");
  }

  @Test
  void aSlowModelIsNotTakenForAHangingOneWhileAnswersCome() {
    Answers answers =
        ask(
            (requests, sink) -> {
              for (TextGenerationRequest request : requests) {
                sleep(SHORT.dividedBy(4));
                DummyBehaviour.ECHO.ability(4).respond(List.of(request), sink);
              }
            },
            10);

    assertThat(answers.byExample.values()).noneMatch(a -> a.startsWith("failed"));
  }

  @Test
  void whenResultsCannotBeWrittenTheModelIsStoppedAndTheErrorPassedOn() {
    ResponseSink<GeneratedText> full =
        new ResponseSink<>() {
          @Override
          public void accept(RequestId request, Response<GeneratedText> response) {
            throw new RunException("disk full", new IOException());
          }

          @Override
          public void fail(RequestId request, String cause) {}
        };

    assertThatThrownBy(
            () ->
                new GuardedAbility<>(DummyBehaviour.HANGING_ON_ONE.ability(4), patience)
                    .respond(DummyBenchmark.requestsFor(5), full))
        .isInstanceOf(RunException.class);
    assertThat(patience.lost()).isFalse();
  }

  @Test
  void anInterruptedRunStopsTheModelAndStaysInterrupted() {
    Patience endless = new Patience(Duration.ZERO, SHORT);
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                new GuardedAbility<>(DummyBehaviour.HANGING.ability(4), endless)
                    .respond(DummyBenchmark.requestsFor(5), new Answers()))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(endless.lost()).isFalse();
  }

  private Answers ask(Ability<TextGenerationRequest, GeneratedText> model, int count) {
    Answers answers = new Answers();
    new GuardedAbility<>(model, patience).respond(DummyBenchmark.requestsFor(count), answers);
    return answers;
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Notes answers and refuses second ones. */
  private static final class Answers implements ResponseSink<GeneratedText> {
    final Map<String, String> byExample = new TreeMap<>();
    private final Thread owner = Thread.currentThread();

    @Override
    public void accept(RequestId request, Response<GeneratedText> response) {
      note(request, response.output().text());
    }

    @Override
    public void fail(RequestId request, String cause) {
      note(request, "failed: " + cause);
    }

    private void note(RequestId request, String answer) {
      assertThat(Thread.currentThread()).isEqualTo(owner);
      assertThat(byExample.put(request.example(), answer)).isNull();
    }
  }
}
