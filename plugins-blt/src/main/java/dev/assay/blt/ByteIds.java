package dev.assay.blt;

import java.nio.charset.StandardCharsets;

/**
 * How bytes are numbered: byte {@code b} has id {@code b + 4}, below stand marks that are no bytes
 * (facebookresearch/blt).
 */
final class ByteIds {
  /** Stands at the beginning of every row. */
  static final int BEGIN = 1;

  /** Ends a text. */
  static final int END = 2;

  /** Id of byte 0. */
  static final int OFFSET = 4;

  /** Number of ids. */
  static final int COUNT = 260;

  private ByteIds() {}

  /** The row of a text: the begin mark, then its bytes. */
  static int[] row(byte[] text) {
    int[] ids = new int[text.length + 1];
    ids[0] = BEGIN;
    for (int i = 0; i < text.length; i++) {
      ids[i + 1] = of(text[i]);
    }
    return ids;
  }

  static int of(byte value) {
    return (value & 0xFF) + OFFSET;
  }

  /** Whether an id may be written: bytes and the end. */
  static boolean writable(int id) {
    return id >= OFFSET || id == END;
  }

  /** The text as UTF-8. Half of a surrogate pair, which UTF-8 cannot carry, becomes {@code ?}. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
