package dev.assay.benchmarks;

/**
 * An output in the layout in which Coconut (arXiv 2412.06769) and iCoT write solutions: the
 * reasoning, one step a line, then {@code ### answer}.
 *
 * @param reasoning what stands before the first {@code #}; the whole output where there is none
 * @param answer what stands after the last {@code #}, without commas and without white space around
 *     it; the whole output where there is none
 */
public record MarkedAnswer(String reasoning, String answer) {
  private static final String MARK = "#";

  /**
   * Takes an output apart as {@code run.py} of facebookresearch/coconut does. That program searches
   * the question as well and so never accepts an answer without a mark; here such an answer counts,
   * which only matters to models that were not trained on the layout.
   */
  public static MarkedAnswer in(String output) {
    int first = output.indexOf(MARK);
    return new MarkedAnswer(
        first < 0 ? output : output.substring(0, first),
        comparable(output.substring(output.lastIndexOf(MARK) + MARK.length())));
  }

  /** Whether it is the right answer. */
  public boolean matches(String target) {
    return answer.equals(comparable(target));
  }

  private static String comparable(String text) {
    return text.replace(",", "").strip();
  }
}
