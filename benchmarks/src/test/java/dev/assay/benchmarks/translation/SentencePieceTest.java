package dev.assay.benchmarks.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * With models of 1,000 pieces made of the embedded sentences, see {@link SacreBleuParityTest} for
 * the command; the pieces expected here are those of Python's sentencepiece 0.2.2.
 */
class SentencePieceTest {

  static SentencePiece model(String kind) {
    return SentencePiece.of("flores101", bytes(kind));
  }

  private static byte[] bytes(String kind) {
    try (var in = SentencePieceTest.class.getResourceAsStream(kind + ".model")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSentenceFallsIntoPiecesWithAMarkWhereWordsBegin() {
    assertThat(model("unigram").tokens("Die Katze schläft."))
        .containsExactly("▁Die", "▁", "K", "a", "t", "ze", "▁", "schl", "ä", "f", "t", ".");
    assertThat(model("bpe").tokens("Die Katze schläft."))
        .containsExactly("▁Die", "▁K", "at", "z", "e", "▁sch", "l", "ä", "ft", ".");
  }

  @Test
  void aCharacterBeyondTheBasicPlaneIsFoundInTheVocabulary() {
    assertThat(model("unigram").tokens("ja😀ja")).containsExactly("▁", "j", "a", "😀", "j", "a");
  }

  @Test
  void theModelIsKnownByItsChecksum() {
    assertThat(model("bpe").sha256()).isEqualTo(Sha256.of(bytes("bpe")));
    assertThat(model("bpe").signature()).isEqualTo("flores101");
  }

  @Test
  void aFileThatIsNoModelIsRefused() {
    assertThatThrownBy(
            () -> SentencePiece.of("flores101", "no model".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("SentencePiece model of spBLEU (tok:flores101)")
        .hasMessageContaining("take it away to run without spBLEU");
  }
}
