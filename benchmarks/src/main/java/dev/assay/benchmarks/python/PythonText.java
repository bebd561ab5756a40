package dev.assay.benchmarks.python;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts cut at what Python takes for whitespace; unlike Java's {@link Character#isWhitespace(int)}
 * it includes no-break spaces and the next-line control.
 */
public final class PythonText {
  private static final int NEXT_LINE = 0x85;

  private PythonText() {}

  /** Whether a character is whitespace. */
  public static boolean isSpace(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == NEXT_LINE;
  }

  /** The words between whitespace. */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isSpace(text.charAt(i))) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** The text without whitespace at its end. */
  public static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** The text without whitespace at its beginning. */
  public static String stripStart(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  /** The text without whitespace at its ends, as {@code str.strip}. */
  public static String strip(String text) {
    return stripEnd(stripStart(text));
  }

  /** The characters that are no whitespace, one text for each code point. */
  public static List<String> characters(String text) {
    List<String> characters = new ArrayList<>(text.length());
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int next = i + Character.charCount(character);
      if (!isSpace(character)) {
        characters.add(text.substring(i, next));
      }
      i = next;
    }
    return characters;
  }
}
