package dev.assay.onnx;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A request whose prompt is made into tokens when its turn comes, by the lane that reads it: so one
 * lane tokenizes while another computes.
 *
 * @param size grows with the prompt's length, such as its number of characters; requests of similar
 *     size are read together
 * @param request makes the request, in any thread; empty if there turns out to be nothing to
 *     generate
 */
public record PendingGeneration(int size, Supplier<Optional<TokenGeneration>> request) {
  /** A request that is made already. */
  public static PendingGeneration of(TokenGeneration request) {
    return new PendingGeneration(request.prompt().length, () -> Optional.of(request));
  }
}
