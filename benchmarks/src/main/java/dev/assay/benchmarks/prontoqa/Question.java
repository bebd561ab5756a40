package dev.assay.benchmarks.prontoqa;

/**
 * A question of ProntoQA.
 *
 * @param facts what is known, rules first: {@code Each lempus is not hot. … Sam is a lempus.}
 * @param query {@code True or false: Sam is hot.}
 * @param answer {@code True} or {@code False}
 */
record Question(String facts, String query, String answer) {
  /** How a query begins. */
  static final String TRUE_OR_FALSE = "True or false: ";

  /** The whole question. */
  String text() {
    return facts + " " + query;
  }

  /** The answer's word. */
  static String answer(boolean truth) {
    return truth ? "True" : "False";
  }
}
