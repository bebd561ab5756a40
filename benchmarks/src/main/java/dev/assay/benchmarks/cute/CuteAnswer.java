package dev.assay.benchmarks.cute;

/**
 * Finds the answer in an output, exactly as {@code clean_output} in CUTE's {@code main.py} does on
 * prompt and output together.
 */
final class CuteAnswer {
  /** What CUTE puts after the prompt, for the model to complete. */
  static final String LEAD = " Answer: \"";

  private static final String MARK = "Answer:";
  private static final String END_OF_TEXT = "</s>";

  private CuteAnswer() {}

  /**
   * The text between the first two double quotes after the last {@code Answer:} and before any
   * {@code </s>}. A missing second quote takes the rest; no quote at all makes an empty answer.
   */
  static String in(String output) {
    String text = LEAD + output;
    text = text.substring(text.lastIndexOf(MARK) + MARK.length());
    int end = text.indexOf(END_OF_TEXT);
    String[] parts = (end < 0 ? text : text.substring(0, end)).split("\"", -1);
    return parts.length > 1 ? parts[1] : "";
  }
}
