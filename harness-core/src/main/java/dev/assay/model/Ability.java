package dev.assay.model;

import java.util.List;

/**
 * Something a model can do: answer requests of one kind.
 *
 * <p>The harness hands over all requests of a benchmark at once, so an ability is free to batch,
 * sort and share work between them. Obligations, the second one checked by {@code assay check
 * determinism}:
 *
 * <ul>
 *   <li>Each request is answered exactly once, in any order, as soon as its answer is ready; the
 *       harness journals it at once.
 *   <li>An answer depends on the model and the request alone, never on batch or order.
 *   <li>A request that cannot be answered is handed to {@link ResponseSink#fail}; the others go on.
 *       An exception thrown from {@link #respond} makes the harness ask again in ever smaller
 *       parts, so that only the guilty one fails.
 *   <li>When the thread is interrupted, return soon. A model that does not is given up: a thread
 *       that may be inside native code cannot be ended, nor the model closed under it.
 * </ul>
 *
 * @param <Q> request type
 * @param <O> output type
 */
@FunctionalInterface
public interface Ability<Q extends Request, O> {
  /** Answers all requests into the sink; called by one thread at a time. */
  void respond(List<Q> requests, ResponseSink<O> sink);

  /**
   * Does in advance what little can be done before the model is free, such as making prompts into
   * tokens, so that the answers can begin at once. The harness calls it in a thread of its own
   * while the model still answers another benchmark's requests, so an implementation must be safe
   * beside {@link #respond}. By default nothing is done in advance.
   *
   * @return what answers the requests, as {@link #respond} would
   */
  default Prepared<O> prepare(List<Q> requests) {
    return sink -> respond(requests, sink);
  }
}
