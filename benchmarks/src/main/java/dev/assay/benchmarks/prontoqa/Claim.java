package dev.assay.benchmarks.prontoqa;

/**
 * What is said of something: that it belongs to a concept, or has a property, or has it not.
 *
 * @param word a concept's singular, or an adjective
 * @param concept whether the word is a concept
 * @param negated whether it is denied
 */
record Claim(String word, boolean concept, boolean negated) {
  static Claim concept(String word) {
    return new Claim(word, true, false);
  }

  static Claim property(String word, boolean negated) {
    return new Claim(word, false, negated);
  }

  Claim negation() {
    return new Claim(word, concept, !negated);
  }

  /** The claim about one thing: {@code Sam is a lempus.} */
  String of(String subject) {
    String article = "aeiou".indexOf(word.charAt(0)) < 0 ? "a " : "an ";
    return subject + " is " + not() + (concept ? article : "") + word + ".";
  }

  /** The claim about several things: {@code Lempuses are not hot.} */
  String ofAll(String plural) {
    return plural + " are " + not() + (concept ? word + "es" : word) + ".";
  }

  private String not() {
    return negated ? "not " : "";
  }
}
