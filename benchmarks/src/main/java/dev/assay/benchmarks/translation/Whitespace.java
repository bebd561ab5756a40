package dev.assay.benchmarks.translation;

import java.util.ArrayList;
import java.util.List;

/**
 * What Python's {@code str.split} takes for whitespace; unlike Java's {@link
 * Character#isWhitespace(int)} it includes no-break spaces and the next-line control.
 */
final class Whitespace {
  private static final int NEXT_LINE = 0x85;

  private Whitespace() {}

  static boolean is(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == NEXT_LINE;
  }

  /** The words between whitespace. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || is(text.charAt(i))) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** The text without whitespace at its end. */
  static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && is(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** The characters that are no whitespace, one text for each code point. */
  static List<String> characters(String text) {
    List<String> characters = new ArrayList<>(text.length());
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int next = i + Character.charCount(character);
      if (!is(character)) {
        characters.add(text.substring(i, next));
      }
      i = next;
    }
    return characters;
  }
}
