package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.model.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingRequestsTest {
  private static final int CONTEXT = 1_000;

  /** A prompt of 32 tokens of one kind and as many more as its index. */
  private static TokenGeneration request(int index, int beginning) {
    int[] prompt = new int[32 + index];
    Arrays.fill(prompt, index);
    Arrays.fill(prompt, 0, 32, beginning);
    return new TokenGeneration(index, prompt, 5, 100, List.of(), Sampling.GREEDY, 0);
  }

  private static List<Integer> takeAll(WaitingRequests waiting, int most) {
    List<Integer> taken = new ArrayList<>();
    while (!waiting.isEmpty()) {
      waiting.take(most).forEach(request -> taken.add(request.index()));
    }
    return taken;
  }

  @Test
  void theShortestAreTakenFirst() {
    List<PendingGeneration> requests =
        new ArrayList<>(
            IntStream.rangeClosed(1, 100)
                .mapToObj(i -> PendingGeneration.of(request(i, 7)))
                .toList());
    Collections.shuffle(requests, new Random(0));
    List<Integer> taken = takeAll(new WaitingRequests(requests, CONTEXT), 10);
    assertThat(taken).isSorted().hasSize(100);
  }

  @Test
  void allButTheFirstFewAreTokenizedOnlyAsTheyAreTaken() {
    AtomicInteger made = new AtomicInteger();
    List<PendingGeneration> requests =
        IntStream.rangeClosed(1, 400)
            .mapToObj(
                i ->
                    new PendingGeneration(
                        i,
                        () -> {
                          made.incrementAndGet();
                          return Optional.of(request(i, 7));
                        }))
            .toList();
    WaitingRequests waiting = new WaitingRequests(requests, CONTEXT);
    assertThat(waiting.take(10)).hasSize(10);
    assertThat(made).hasValueLessThan(100);
    takeAll(waiting, 10);
    assertThat(made).hasValue(400);
  }

  @Test
  void aRequestThatComesToNothingIsPassedOver() {
    List<PendingGeneration> requests =
        List.of(new PendingGeneration(1, Optional::empty), PendingGeneration.of(request(2, 7)));
    assertThat(takeAll(new WaitingRequests(requests, CONTEXT), 1)).containsExactly(2);
    assertThat(new WaitingRequests(requests.subList(0, 1), CONTEXT).isEmpty()).isTrue();
  }

  @Test
  void promptsThatBeginOtherwiseThanTheSamplesAreLeftOver() {
    List<PendingGeneration> requests =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> PendingGeneration.of(request(i, i == 50 ? 8 : 7)))
            .toList();
    WaitingRequests waiting = new WaitingRequests(requests, CONTEXT);
    assertThat(waiting.prefix()).hasSize(32).containsOnly(7);
    assertThat(takeAll(waiting, 10)).hasSize(99).doesNotContain(50);
    assertThat(waiting.leftOver()).hasSize(1);
    WaitingRequests again = new WaitingRequests(waiting.leftOver(), CONTEXT);
    assertThat(takeAll(again, 10)).containsExactly(50);
  }
}
