package dev.assay.reports;

/**
 * The beginning of a text that may be long.
 *
 * @param text the text, or its beginning
 * @param length length of the whole text in characters (Unicode code points)
 * @param cut whether something is missing
 */
record Excerpt(String text, int length, boolean cut) {
  static Excerpt of(String text, int most) {
    int length = text.codePointCount(0, text.length());
    return length <= most
        ? new Excerpt(text, length, false)
        : new Excerpt(text.substring(0, text.offsetByCodePoints(0, most)), length, true);
  }

  /** What to tell the reader of the part that is missing; empty if nothing is. */
  String note() {
    return cut
        ? "the first %s of %s characters"
            .formatted(Figures.count(text.codePointCount(0, text.length())), Figures.count(length))
        : "";
  }
}
