package dev.assay.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Requests that no row has taken yet, the shortest first; shared by the lanes of a call.
 *
 * <p>What all prompts begin with is computed before most of them are tokenized, so a few tell it.
 * Prompts that do not begin so after all are left over, for another call.
 */
final class WaitingRequests {
  /** At least so many prompts, of all sizes, tell what all begin with. */
  private static final int SAMPLES = 16;

  /** So many times as many requests are made as are taken, so that similar lengths meet. */
  private static final int CHOICE = 2;

  private final int context;
  private final Deque<PendingGeneration> pending = new ArrayDeque<>();
  private final Queue<TokenGeneration> made =
      new PriorityQueue<>(Comparator.comparingInt((TokenGeneration r) -> r.prompt().length));
  private final List<TokenGeneration> leftOver = new ArrayList<>();
  private final int[] prefix;
  private final int sampled;
  private int begun;
  private int ended;
  private int taken;

  /**
   * All requests of a call.
   *
   * @param context most positions the model can attend to
   */
  WaitingRequests(List<PendingGeneration> requests, int context) {
    this.context = context;
    List<PendingGeneration> sorted =
        requests.stream().sorted(Comparator.comparingInt(PendingGeneration::size)).toList();
    int stride = Math.max(1, sorted.size() / SAMPLES);
    List<PendingGeneration> samples = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      (i % stride == 0 ? samples : pending).add(sorted.get(i));
    }
    made.addAll(make(samples));
    this.sampled = samples.size();
    begun = sampled;
    ended = sampled;
    this.prefix = SharedPrefix.of(made.stream().map(TokenGeneration::prompt).toList());
  }

  private List<TokenGeneration> make(List<PendingGeneration> some) {
    List<TokenGeneration> requests =
        some.stream().map(p -> p.request().get()).flatMap(Optional::stream).toList();
    for (TokenGeneration request : requests) {
      int length = request.prompt().length;
      if (length == 0 || length >= context) {
        throw new IllegalArgumentException(
            "a prompt must have 1 to %d tokens, not %d".formatted(context - 1, length));
      }
    }
    return requests;
  }

  /** Tokens that the prompts begin with, to be computed once. */
  int[] prefix() {
    return prefix;
  }

  /** Whether there is nothing more to take. */
  synchronized boolean isEmpty() {
    return pending.isEmpty() && ended == begun && made.isEmpty();
  }

  /** Takes at most so many requests; none where another lane took the last. */
  List<TokenGeneration> take(int most) {
    makeFor(most);
    return shortest(most);
  }

  /** Makes requests, so that so many can be taken without delay. */
  void makeFor(int most) {
    List<PendingGeneration> next = begin(most);
    List<TokenGeneration> requests = List.of();
    try {
      requests = make(next);
    } finally {
      end(next, requests);
    }
  }

  private synchronized List<PendingGeneration> begin(int most) {
    List<PendingGeneration> next = new ArrayList<>();
    for (; begun - sampled < CHOICE * (taken + most) && !pending.isEmpty(); begun++) {
      next.add(pending.remove());
    }
    return next;
  }

  private synchronized void end(List<PendingGeneration> next, List<TokenGeneration> requests) {
    ended += next.size();
    for (TokenGeneration request : requests) {
      (beginsWithPrefix(request.prompt()) ? made : leftOver).add(request);
    }
    notifyAll();
  }

  private boolean beginsWithPrefix(int[] prompt) {
    return prompt.length > prefix.length
        && Arrays.equals(prompt, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Waits for another lane, where there is nothing but what it is making. */
  private synchronized List<TokenGeneration> shortest(int most) {
    try {
      while (made.isEmpty() && ended < begun) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<TokenGeneration> shortest = new ArrayList<>();
    while (shortest.size() < most && !made.isEmpty()) {
      shortest.add(made.remove());
    }
    taken += shortest.size();
    return shortest;
  }

  /** Requests that could not be taken because they do not begin with {@link #prefix}. */
  synchronized List<PendingGeneration> leftOver() {
    return leftOver.stream().map(PendingGeneration::of).toList();
  }
}
