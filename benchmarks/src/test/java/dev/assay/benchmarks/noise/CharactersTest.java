package dev.assay.benchmarks.noise;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharactersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "e\u0301", // e with a combining acute accent
        "\u0928\u093f", // Devanagari na with the vowel sign i
        "\ud83c\udde9\ud83c\uddea", // flag of Germany
        "\ud83d\udc4d\ud83c\udffd", // thumb with a skin tone
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67", // family, tied by joiners
        "1\ufe0f\u20e3", // key cap
        "\u1112\u1161\u11ab", // Korean syllable from three jamo
        "\r\n",
        "\ud83d" // half a character
      })
  void whatAReaderCallsOneCharacterIsOne(String character) {
    assertThat(Characters.of(character)).containsExactly(character);
    assertThat(Characters.of(character + "x" + character))
        .containsExactly(character, "x", character);
  }

  @Test
  void twoFlagsAreTwoCharacters() {
    assertThat(Characters.of("\ud83c\udde9\ud83c\uddea\ud83c\uddeb\ud83c\uddf7")).hasSize(2);
  }

  /** Of any version: the Hindi has no tied consonants, which Unicode 15.1 made one character. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ça coûte cher, n'est-ce pas?",
        "कृपया मुझे बताइए कि यह कहाँ है।",
        "ขอบคุณมากครับ",
        "나는 학교에 간다",
        "العربية لغة جميلة",
        "Tiếng Việt có dấu"
      })
  void realTextsHaveTheClustersOfTheUnicodeAnnex(String text) {
    assertThat(Characters.of(text)).containsExactly(text.split("\\b{g}"));
  }

  @Property
  void theCharactersOfAnyTextAreTheText(@ForAll String text) {
    assertThat(String.join("", Characters.of(text))).isEqualTo(text);
    assertThat(Characters.of(text)).doesNotContain("");
  }

  @Test
  void aLetterWithAMillionMarksIsStillOneCharacter() {
    assertThat(Characters.of("a" + "\u0301".repeat(1_000_000))).hasSize(1);
    assertThat(Characters.of("\u2764" + "\u200d\u2764".repeat(100_000))).hasSize(1);
  }
}
