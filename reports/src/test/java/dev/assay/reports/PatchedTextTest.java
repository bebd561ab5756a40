package dev.assay.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.reports.PatchedText.Piece;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PatchedTextTest {
  @Test
  void whiteSpaceIsShown() {
    assertThat(pieces("a b\n\tc", 3, 3))
        .containsExactly(List.of(text("a␣b")), List.of(text("⏎\n⇥c")));
  }

  @Test
  void aCharacterThatABoundaryCutsIsShownAsItsBytesOnBothSides() {
    assertThat(pieces("1é!", 2, 2))
        .containsExactly(
            List.of(text("1"), new Piece("C3", "part of é")),
            List.of(new Piece("A9", "part of é"), text("!")));
  }

  @Test
  void aCharacterMayLieInThreePatches() {
    assertThat(pieces("😀", 1, 2, 1))
        .containsExactly(
            List.of(new Piece("F0", "part of 😀")),
            List.of(new Piece("9F98", "part of 😀")),
            List.of(new Piece("80", "part of 😀")));
  }

  @Test
  void whatIsNotUtf8IsShownByteByByte() {
    byte[] bytes = HexFormat.of().parseHex("61c3ff62eda080e282");
    assertThat(PatchedText.of(bytes, List.of(bytes.length)).patches().get(0))
        .containsExactly(
            text("a"),
            broken("C3"),
            broken("FF"),
            text("b"),
            broken("ED"), // half of a surrogate pair is no character in UTF-8
            broken("A0"),
            broken("80"),
            broken("E2"), // cut off
            broken("82"));
  }

  /** Whatever the bytes and the cuts, nothing is lost and nothing added. */
  @Property
  void thePiecesAreTheBytes(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 255) Integer> values,
      @ForAll @IntRange(min = 1, max = 7) int length) {
    byte[] bytes = new byte[values.size()];
    for (int i = 0; i < bytes.length; i++) {
      // few different bytes, so that many form characters
      bytes[i] =
          (byte) new int[] {0x61, 0x20, 0xc3, 0xa9, 0xe4, 0xbd, 0xa0, 0xf0}[values.get(i) % 8];
    }
    List<Integer> lengths = new ArrayList<>();
    for (int left = bytes.length; left > 0; left -= length) {
      lengths.add(Math.min(length, left));
    }

    ByteArrayOutputStream again = new ByteArrayOutputStream();
    for (List<Piece> patch : PatchedText.of(bytes, lengths).patches()) {
      for (Piece piece : patch) {
        again.writeBytes(
            piece.note().isEmpty()
                ? piece.text().replace('␣', ' ').getBytes(UTF_8)
                : HexFormat.of().parseHex(piece.text()));
      }
    }
    assertThat(again.toByteArray()).isEqualTo(bytes);
  }

  private static List<List<Piece>> pieces(String text, Integer... lengths) {
    return PatchedText.of(text.getBytes(UTF_8), List.of(lengths)).patches();
  }

  private static Piece text(String text) {
    return new Piece(text, "");
  }

  private static Piece broken(String bytes) {
    return new Piece(bytes, "not UTF-8");
  }
}
