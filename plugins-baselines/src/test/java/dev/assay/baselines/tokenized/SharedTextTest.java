package dev.assay.baselines.tokenized;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
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
      List<int[]> alone =
          texts.stream().map(text -> tokenizer.encode(List.of(text)).get(0)).toList();
      assertThat(tokenizer.encode(texts).toArray(int[][]::new))
          .isDeepEqualTo(alone.toArray(int[][]::new));
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
    try (Tokenizer tokenizer = open("byte-level.json")) {
      int[] longest = {0};
      new SharedText(tokenizer.vocabulary())
          .encode(
              texts,
              false,
              (pieces, special) -> {
                if (pieces.size() == texts.size()) {
                  longest[0] = pieces.stream().mapToInt(String::length).max().orElse(0);
                }
                return tokenizer.encodings(pieces, special);
              })
          .orElseThrow();
      assertThat(longest[0]).isBetween(1, 70);
    }
  }
}
