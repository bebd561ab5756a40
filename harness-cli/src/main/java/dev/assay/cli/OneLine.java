package dev.assay.cli;

/**
 * Text of unknown origin on one line of a terminal: whatever would steer the terminal, break the
 * line or turn its direction is shown by its code.
 */
final class OneLine {
  private OneLine() {}

  /** The whole text. */
  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isHarmless(c)) {
                line.appendCodePoint(c);
              } else if (c == '\n') {
                line.append("\\n");
              } else if (c == '\t') {
                line.append("\\t");
              } else {
                line.append(String.format("\\u{%x}", c));
              }
            });
    return line.toString();
  }

  /**
   * The beginning of the text.
   *
   * @param most most characters; a text that has more ends in an ellipsis
   */
  static String of(String text, int most) {
    // Cut before it is made visible: an output may have millions of characters.
    int end = Math.min(text.length(), most);
    String line = of(text.substring(0, end));
    return end == text.length() && line.length() <= most
        ? line
        : line.substring(0, Math.min(line.length(), most - 1)) + "…";
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
