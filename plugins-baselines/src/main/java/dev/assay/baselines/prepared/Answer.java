package dev.assay.baselines.prepared;

/** What a prepared model says to a request. */
public sealed interface Answer {
  /** A text, as a model would have written it. */
  record Text(String text) implements Answer {}

  /**
   * There is no answer.
   *
   * @param cause one line for the reader of the report
   */
  record Missing(String cause) implements Answer {}
}
