package dev.assay.reports;

/**
 * Shows the characters that act instead of showing: control characters, bidirectional marks and
 * other invisible formats become symbols, so that no output can rearrange or hide what stands
 * beside it. Line breaks and tabs stay, and so do the joiners that many scripts need.
 *
 * <p>The bidirectional formats are those of Unicode Standard Annex 9, section 2. {@code text.js}
 * does the same in the browser.
 */
final class VisibleText {
  private VisibleText() {}

  /** The text with a symbol for each such character. */
  static String of(String text) {
    if (text.codePoints().noneMatch(VisibleText::acts)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (acts(c)) {
                visible.append(symbol(c));
              } else {
                visible.appendCodePoint(c);
              }
            });
    return visible.toString();
  }

  /** Whether a character acts instead of showing. */
  static boolean acts(int c) {
    return c < 0x20 && c != '\n' && c != '\t'
        || c >= 0x7f && c <= 0x9f
        || c == 0xad
        || c == 0x61c
        || c == 0x200b
        || c == 0x200e
        || c == 0x200f
        || c >= 0x2028 && c <= 0x202e
        || c >= 0x2060 && c <= 0x206f
        || c >= 0xd800 && c <= 0xdfff
        || c == 0xfeff
        || c >= 0xfff9 && c <= 0xfffb
        || c >= 0xe0000 && c <= 0xe007f;
  }

  /** Control characters have symbols of their own (Unicode block Control Pictures). */
  private static String symbol(int c) {
    if (c < 0x20) {
      return Character.toString(0x2400 + c);
    }
    return c == 0x7f ? "\u2421" : "[U+%04X]".formatted(c);
  }
}
