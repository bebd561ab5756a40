package dev.assay.baselines.heuristic;

import java.util.Comparator;
import java.util.function.Function;

/**
 * A way to choose between ProsQA's candidates that ignores who is asked about. It works because the
 * right answer lies 3 to 6 steps below its person, while the other candidate is any leaf below the
 * other person.
 */
enum Shortcut {
  /**
   * The candidate that lies deeper below its own person, see {@link ProsQaQuestion#depth}; of two
   * equally deep ones, the one with more ancestors. On the published test file 469 of 500 are right
   * (62 have equally deep candidates: a coin would decide them as well, 469 expected).
   */
  DEEPER_CANDIDATE(
      "deeper-candidate",
      "ProsQA's shortcut: answers with the candidate that lies deeper, whoever is asked about",
      question -> Comparator.comparingInt(question::depth).thenComparingInt(question::ancestors)),

  /**
   * The candidate with more ancestors, see {@link ProsQaQuestion#ancestors}. On the published test
   * file 357 of 500 are right (48 have equally many: with a coin 356 expected).
   */
  MORE_ANCESTORS(
      "more-ancestors",
      "ProsQA's weaker shortcut: answers with the candidate below more nodes, whoever is asked"
          + " about",
      question -> Comparator.comparingInt(question::ancestors));

  private final String id;
  private final String summary;
  private final Function<ProsQaQuestion, Comparator<String>> order;

  Shortcut(String id, String summary, Function<ProsQaQuestion, Comparator<String>> order) {
    this.id = id;
    this.summary = summary;
    this.order = order;
  }

  /** The name users write. */
  String id() {
    return id;
  }

  /** One sentence. */
  String summary() {
    return summary;
  }

  /** The candidate chosen; where both are alike, the one named first. */
  String choose(ProsQaQuestion question) {
    boolean second = order.apply(question).compare(question.second(), question.first()) > 0;
    return second ? question.second() : question.first();
  }
}
