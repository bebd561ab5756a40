package dev.assay.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Requests that no row has taken yet, the shortest first; shared by the lanes of a call. */
final class WaitingRequests {
  /** Most tokens, padding included, that are read in one forward pass. */
  private static final int PREFILL_TOKENS = 16_384;

  private final Deque<TokenGeneration> waiting;
  private final int shared;

  /**
   * All requests of a call.
   *
   * @param shared tokens that all prompts begin with and that are computed once
   */
  WaitingRequests(List<TokenGeneration> requests, int shared) {
    this.waiting =
        new ArrayDeque<>(
            requests.stream()
                .sorted(
                    Comparator.comparingInt((TokenGeneration r) -> r.prompt().length)
                        .thenComparingInt(TokenGeneration::index))
                .toList());
    this.shared = shared;
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Takes the next requests that can be read together: none where nothing waits, a long one alone.
   */
  synchronized List<TokenGeneration> take(int most) {
    List<TokenGeneration> taken = new ArrayList<>();
    while (taken.size() < most && !waiting.isEmpty()) {
      int rest = waiting.element().prompt().length - shared;
      boolean fits = rest <= Prefill.CHUNK && (taken.size() + 1) * rest <= PREFILL_TOKENS;
      if (!taken.isEmpty() && !fits) {
        break;
      }
      taken.add(waiting.remove());
    }
    return taken;
  }
}
