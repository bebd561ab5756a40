package dev.assay.benchmarks.noise;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The five kinds of noise of HellaSwag-noise, as described with BLT (arXiv 2412.09871). What the
 * paper leaves open is settled here: which unit counts as a {@linkplain Characters character}, that
 * a share of them is rounded to a whole number, and that a repeated one appears once to four times
 * more.
 */
enum Transform {
  ANTSPEAK("AntSpeak", "upper case, and a space between any two characters of a line") {
    @Override
    String of(String text, Random random) {
      StringBuilder spaced = new StringBuilder(2 * text.length());
      String before = "\n";
      for (String character : Characters.of(text.toUpperCase(Locale.ROOT))) {
        if (!breaksLine(before) && !breaksLine(character)) {
          spaced.append(' ');
        }
        spaced.append(character);
        before = character;
      }
      return spaced.toString();
    }

    private boolean breaksLine(String character) {
      return character.startsWith("\n") || character.startsWith("\r");
    }
  },

  DROP("Drop", "10 % of the characters removed") {
    @Override
    String of(String text, Random random) {
      return changingSome(text, 0.1, random, character -> "");
    }
  },

  RANDOMCASE("RandomCase", "every character in upper or lower case at random") {
    @Override
    String of(String text, Random random) {
      StringBuilder mixed = new StringBuilder(text.length());
      for (String character : Characters.of(text)) {
        mixed.append(
            random.nextBoolean()
                ? character.toUpperCase(Locale.ROOT)
                : character.toLowerCase(Locale.ROOT));
      }
      return mixed.toString();
    }
  },

  REPEAT("Repeat", "20 % of the characters repeated up to four times") {
    @Override
    String of(String text, Random random) {
      return changingSome(
          text, 0.2, random, character -> character.repeat(2 + random.nextInt(MOST_REPEATS)));
    }
  },

  UPPERCASE("UpperCase", "upper case") {
    @Override
    String of(String text, Random random) {
      return text.toUpperCase(Locale.ROOT);
    }
  };

  private static final int MOST_REPEATS = 4;

  private final String title;
  private final String inWords;

  Transform(String title, String inWords) {
    this.title = title;
    this.inWords = inWords;
  }

  /** Changes one character. */
  @FunctionalInterface
  private interface Change {
    String of(String character);
  }

  /** The word in a variant's name. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name in the paper. */
  String title() {
    return title;
  }

  /** What the text looks like afterwards. */
  String inWords() {
    return inWords;
  }

  /**
   * The text with this noise.
   *
   * @param random decides whatever is left to chance; the same numbers give the same noise
   */
  abstract String of(String text, Random random);

  /** Each character has the same chance, and the share is met (Knuth, TAOCP 2, 3.4.2, S). */
  private static String changingSome(String text, double share, Random random, Change change) {
    List<String> characters = Characters.of(text);
    long wanted = Math.round(share * characters.size());
    int left = characters.size();
    StringBuilder changed = new StringBuilder(text.length());
    for (String character : characters) {
      boolean chosen = random.nextInt(left) < wanted;
      changed.append(chosen ? change.of(character) : character);
      wanted -= chosen ? 1 : 0;
      left--;
    }
    return changed.toString();
  }
}
