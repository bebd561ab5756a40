package dev.assay.model;

/**
 * Requests that an {@link Ability} has begun to work on. Closed by the harness, whether they were
 * answered or not.
 *
 * @param <O> output type
 */
@FunctionalInterface
public interface Prepared<O> extends AutoCloseable {
  /**
   * Answers the requests, with the obligations of {@link Ability#respond}; called at most once,
   * when no other requests of the model are being answered.
   */
  void respond(ResponseSink<O> sink);

  /** Lets go of what was prepared. */
  @Override
  default void close() {}
}
