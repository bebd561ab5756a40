package dev.assay.blt;

import java.util.Random;

/** Made-up texts in several scripts. */
final class Texts {
  private static final String[] PIECES = {
    "the", " ", "wise", "Äpfel", "  ", "Борис", ", ", "日本", "12.5", "\n", "(a)", "🙂", "हिन्दी", "?"
  };

  private Texts() {}

  /** A text of at least so many bytes. */
  static String random(Random random, int bytes) {
    StringBuilder text = new StringBuilder();
    while (ByteIds.utf8(text.toString()).length < bytes) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
