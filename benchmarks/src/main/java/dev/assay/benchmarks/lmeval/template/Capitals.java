package dev.assay.benchmarks.lmeval.template;

import java.util.Locale;

/** Where Python writes capitals. */
final class Capitals {
  private Capitals() {}

  /** {@code text.capitalize()}. */
  static String first(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int end = text.offsetByCodePoints(0, 1);
    return titled(text.codePointAt(0)) + text.substring(end).toLowerCase(Locale.ROOT);
  }

  /** {@code text.title()}: a capital wherever letters begin, also after an apostrophe. */
  static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      int character = text.codePointAt(i);
      String one = Character.toString(character);
      out.append(inside ? one.toLowerCase(Locale.ROOT) : titled(character));
      inside =
          Character.isUpperCase(character)
              || Character.isLowerCase(character)
              || Character.isTitleCase(character);
    }
    return out.toString();
  }

  /** One character may become several: ß becomes Ss. */
  private static String titled(int character) {
    int title = Character.toTitleCase(character);
    if (title != character) {
      return Character.toString(title);
    }
    String upper = Character.toString(character).toUpperCase(Locale.ROOT);
    if (upper.codePointCount(0, upper.length()) == 1) {
      return upper;
    }
    int end = upper.offsetByCodePoints(0, 1);
    return upper.substring(0, end) + upper.substring(end).toLowerCase(Locale.ROOT);
  }
}
