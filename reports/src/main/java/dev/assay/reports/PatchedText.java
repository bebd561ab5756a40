package dev.assay.reports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text in its patches, readable and honest: a character that a boundary cuts in two appears as
 * its bytes on both sides, and so does what is not UTF-8 at all.
 *
 * @param patches the pieces of each patch
 */
record PatchedText(List<List<Piece>> patches) {

  /**
   * A part of a patch.
   *
   * @param text a text, or bytes in hexadecimal
   * @param note what the bytes are; empty for a text
   */
  record Piece(String text, String note) {}

  /** A character and where its bytes are; bytes that form none stand alone. */
  private record Unit(int start, int length, String character) {
    boolean broken() {
      return character.isEmpty();
    }
  }

  static PatchedText of(byte[] bytes, List<Integer> lengths) {
    List<List<Piece>> patches = new ArrayList<>();
    List<Unit> units = units(bytes);
    int next = 0;
    int start = 0;
    for (int length : lengths) {
      int end = start + length;
      Pieces pieces = new Pieces();
      while (next < units.size() && units.get(next).start() < end) {
        Unit unit = units.get(next);
        int unitEnd = unit.start() + unit.length();
        int from = Math.max(start, unit.start());
        int to = Math.min(end, unitEnd);
        if (unit.broken()) {
          pieces.bytes(bytes, from, to, "not UTF-8");
        } else if (to - from < unit.length()) {
          pieces.bytes(bytes, from, to, "part of " + unit.character());
        } else {
          pieces.text(unit.character());
        }
        if (unitEnd > end) {
          break; // the next patch has the rest of it
        }
        next++;
      }
      patches.add(pieces.done());
      start = end;
    }
    return new PatchedText(List.copyOf(patches));
  }

  /** The pieces of a patch in the making. */
  private static final class Pieces {
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    void text(String character) {
      switch (character) {
        case " " -> text.append('␣');
        case "\n" -> text.append("⏎\n");
        case "\t" -> text.append('⇥');
        default -> text.append(character);
      }
    }

    void bytes(byte[] bytes, int from, int to, String note) {
      endText();
      StringBuilder hexadecimal = new StringBuilder();
      for (int i = from; i < to; i++) {
        hexadecimal.append("%02X".formatted(bytes[i]));
      }
      pieces.add(new Piece(hexadecimal.toString(), note));
    }

    List<Piece> done() {
      endText();
      return List.copyOf(pieces);
    }

    private void endText() {
      if (text.length() > 0) {
        pieces.add(new Piece(text.toString(), ""));
        text.setLength(0);
      }
    }
  }

  private static List<Unit> units(byte[] bytes) {
    List<Unit> units = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(announced(bytes[at]), bytes.length - at);
      String character = new String(bytes, at, length, StandardCharsets.UTF_8);
      byte[] again = character.getBytes(StandardCharsets.UTF_8);
      boolean valid = Arrays.equals(again, 0, again.length, bytes, at, at + length);
      units.add(valid ? new Unit(at, length, character) : new Unit(at, 1, ""));
      at += valid ? length : 1;
    }
    return units;
  }

  /** How many bytes the character has that begins so (RFC 3629, section 3). */
  private static int announced(byte first) {
    int b = first & 0xff;
    return b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
  }
}
