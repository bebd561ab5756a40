package dev.assay.model;

/**
 * Takes a model's answers as they become ready; safe to call from several threads.
 *
 * @param <O> output type
 */
public interface ResponseSink<O> {
  /** Takes the answer to a request. */
  void accept(RequestId request, Response<O> response);

  /**
   * Whether anyone will look at the trace of a request. A model whose traces are dear to make may
   * leave out the others.
   */
  default boolean wantsTrace(RequestId request) {
    return true;
  }

  /**
   * Takes note that a request has no answer.
   *
   * @param cause one line for the reader of the report, for example {@code "prompt of 2,100 tokens
   *     exceeds the context of 1,024"}
   */
  void fail(RequestId request, String cause);
}
