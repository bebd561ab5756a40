package dev.assay.benchmarks.prosqa;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A sentence of ProsQA: {@code Every lempus is a lumpus.} or, of a person, {@code Sally is a
 * lempus.}
 *
 * @param subject the name of a person or kind
 * @param kind the name of the kind that it belongs to
 */
record Statement(String subject, String kind) {
  private static final Pattern FORM =
      Pattern.compile("\\b(?:Every )?(\\p{L}+) is an? (\\p{L}+)\\b");

  /** All statements in a text, in their order; whatever else stands there is passed over. */
  static List<Statement> in(String text) {
    return FORM.matcher(text).results().map(m -> new Statement(m.group(1), m.group(2))).toList();
  }

  /** The sentence, with its full stop. Names of persons begin with a capital. */
  String text() {
    String every = Character.isUpperCase(subject.codePointAt(0)) ? "" : "Every ";
    return every + subject + " is a " + kind + ".";
  }
}
