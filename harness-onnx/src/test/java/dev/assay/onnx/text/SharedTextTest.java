package dev.assay.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SharedTextTest {
  private static final List<String> PIECES =
      List.of(
          "the cat",
          " sat",
          "\n",
          "            ",
          "Question:",
          " \"",
          "\"",
          "é",
          "猫",
          "😀",
          "12",
          "'s",
          "  ",
          "\t\n ",
          "<|end|>",
          "x");

  private static Tokenizer open(String name) throws URISyntaxException {
    return Tokenizer.open(Path.of(SharedTextTest.class.getResource(name).toURI()), true);
  }

  private static String text(List<Integer> pieces) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(p -> text.append(PIECES.get(p)));
    return text.toString();
  }

  @Property(tries = 150)
  void promptsWithTheSameBeginningAreTokenizedAsIfEachWereAlone(
      @ForAll @Size(min = 20, max = 80) List<@IntRange(min = 0, max = 15) Integer> shared,
      @ForAll @Size(min = 8, max = 12)
          List<@Size(max = 8) List<@IntRange(min = 0, max = 15) Integer>> tails)
      throws URISyntaxException {
    List<String> texts = tails.stream().map(tail -> text(shared) + text(tail)).toList();
    try (Tokenizer tokenizer = open("byte-level.json")) {
      Function<String, int[]> together = tokenizer.encoding(texts);
      assertThat(texts)
          .allSatisfy(t -> assertThat(together.apply(t)).isEqualTo(tokenizer.encode(t)));
    }
  }

  @Test
  void onlyTokenizersThatWorkWordByWordSuit() throws IOException {
    assertThat(suits("byte-level.json")).isTrue();
    assertThat(suits("sentence-piece.json")).isFalse();
    assertThat(suits("letters.json")).isFalse();
  }

  private static boolean suits(String name) throws IOException {
    try (InputStream in = SharedTextTest.class.getResourceAsStream(name)) {
      return SharedText.suits(Json.mapper().readTree(in));
    }
  }

  @Test
  void sharingReallyHappens() throws URISyntaxException {
    String template = "the cat sat on the mat and a hat is not a cat. ".repeat(10);
    List<String> texts =
        Stream.of("a", "bc", "d", "e", "f", "g", "h", "i").map(t -> template + t).toList();
    List<Integer> lengths = new ArrayList<>();
    try (Tokenizer tokenizer = open("byte-level.json")) {
      Function<String, int[]> together =
          new SharedText(tokenizer.vocabulary())
              .encoding(
                  texts,
                  false,
                  (piece, special) -> {
                    lengths.add(piece.length());
                    return tokenizer.encode(piece, special);
                  })
              .orElseThrow();
      lengths.clear();
      texts.forEach(together::apply);
      assertThat(lengths).hasSameSizeAs(texts).allMatch(length -> length <= 70);
    }
  }
}
