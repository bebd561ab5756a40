package dev.assay.benchmarks.lmeval;

/**
 * What stands before an answer.
 *
 * @param prompt description, worked examples and question
 * @param answerPrefix {@code gen_prefix}, with which the answer begins; often empty
 */
record Context(String prompt, String answerPrefix) {
  /** Both. */
  String text() {
    return prompt + answerPrefix;
  }
}
