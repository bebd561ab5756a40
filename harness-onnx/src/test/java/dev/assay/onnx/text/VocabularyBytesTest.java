package dev.assay.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyBytesTest {
  private static Path file(String name) {
    try {
      return Path.of(VocabularyBytesTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String joined(Tokenizer tokenizer, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int token : tokenizer.encode(text)) {
      bytes.writeBytes(tokenizer.vocabulary().of(token));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Property(tries = 200)
  void theBytesOfAByteLevelTextsTokensAreTheText(@ForAll String text) {
    String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    try (Tokenizer tokenizer = Tokenizer.open(file("byte-level.json"), true)) {
      assertThat(joined(tokenizer, valid)).isEqualTo(valid);
    }
  }

  @Test
  void aSentencePieceTextBeginsWithTheSpaceThatItsNormaliserPutsThere() {
    try (Tokenizer tokenizer = Tokenizer.open(file("sentence-piece.json"), true)) {
      assertThat(joined(tokenizer, "the cat: ñ 猫\n")).isEqualTo(" the cat: ñ 猫\n");
    }
  }

  @Test
  void specialTokensStandForNothing() {
    try (Tokenizer tokenizer = Tokenizer.open(file("byte-level.json"), true)) {
      VocabularyBytes vocabulary = tokenizer.vocabulary();
      assertThat(vocabulary.of(0)).isEmpty();
      assertThat(vocabulary.of(vocabulary.size() + 7)).isEmpty();
    }
  }

  @Test
  void peopleSeeTheNamesOfSpecialTokens() {
    try (Tokenizer tokenizer = Tokenizer.open(file("byte-level.json"), true)) {
      assertThat(tokenizer.vocabulary().shown(0)).isEqualTo("<|end|>");
      assertThat(tokenizer.vocabulary().shown(tokenizer.encode("a")[0])).isEqualTo("a");
    }
  }

  @Test
  void aTokenizerOfAnotherKindIsRefused(@TempDir Path folder) throws IOException {
    Path words =
        Files.writeString(
            folder.resolve("tokenizer.json"),
            "{\"decoder\": {\"type\": \"WordPiece\"}, \"model\": {\"vocab\": {\"a\": 0}}}");
    assertThatThrownBy(() -> Tokenizer.open(words, true))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("decoder 'WordPiece'")
        .hasMessageContaining(words.toString());
  }
}
