package dev.assay.benchmarks.noise;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text in the units that a reader calls characters: a code point with all that belongs to it, so
 * that noise never tears an accent from its letter or a flag in two.
 *
 * <p>What belongs to it: combining marks, variation selectors, zero-width joiners and the sign that
 * a joiner ties on, emoji modifiers, the second half of a flag, the later jamo of a Korean
 * syllable, the line feed after a carriage return. These are the extended grapheme clusters of
 * Unicode Standard Annex 29 but for rare cases. Java's own {@code \X} follows the annex to the
 * letter, but the annex changes with every version of Unicode, and so would the noise with the
 * version of Java.
 */
final class Characters {
  private static final String FOLLOWERS =
      "[\\p{M}\\u200C\\u200D\\x{1F3FB}-\\x{1F3FF}\\x{E0020}-\\x{E007F}\\u1160-\\u11FF\\uD7B0-\\uD7FB]*+";

  private static final Pattern CHARACTER =
      Pattern.compile(
          "\\r\\n"
              + "|(?:[\\x{1F1E6}-\\x{1F1FF}]{2}|.)"
              + FOLLOWERS
              + "(?:(?<=\\u200D)\\p{So}"
              + FOLLOWERS
              + ")*+",
          Pattern.DOTALL);

  private Characters() {}

  /** The characters of a text in order; joined they are the text. */
  static List<String> of(String text) {
    return CHARACTER.matcher(text).results().map(MatchResult::group).toList();
  }
}
