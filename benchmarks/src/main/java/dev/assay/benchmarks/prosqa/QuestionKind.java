package dev.assay.benchmarks.prosqa;

/** What a benchmark of ProsQA asks about its graphs. */
enum QuestionKind {
  /** The questions as they are. */
  PLAIN(
      "plain",
      "",
      "Which of two kinds is a person?",
      "Found by following statements that are told in random order."),
  /** Each question also about the other person: a shortcut gives the same answer to both. */
  ENTITY_SWAP(
      "entity-swap",
      ", entity swap",
      "Which of two kinds is a person, and which the other person?",
      "A pair is right if both answers are; a shortcut that does not read who is asked about gives"
          + " one answer to both."),
  /** Only questions in which no candidate lies deeper than the other. */
  DEPTH_MATCHED(
      "depth-matched",
      ", depth matched",
      "Which of two kinds is a person, where both lie equally deep?",
      "Found by following statements that are told in random order; that one candidate lies deeper"
          + " below its person than the other below the other person never gives it away.");

  private final String key;
  private final String suffix;
  private final String question;
  private final String explanation;

  QuestionKind(String key, String suffix, String question, String explanation) {
    this.key = key;
    this.suffix = suffix;
    this.question = question;
    this.explanation = explanation;
  }

  /** The name in benchmarks' names. */
  String key() {
    return key;
  }

  /** What follows the name of the data in titles. */
  String suffix() {
    return suffix;
  }

  /** What is asked, in one sentence. */
  String question() {
    return question;
  }

  /** What is behind the question, in one sentence. */
  String explanation() {
    return explanation;
  }
}
