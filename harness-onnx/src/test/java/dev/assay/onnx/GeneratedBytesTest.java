package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.model.GeneratedText.Finish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GeneratedBytesTest {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aStopStringSplitOverTokensEndsTheTextBeforeIt() {
    GeneratedBytes bytes = new GeneratedBytes(List.of("\n\n", "Question:"), 100);
    assertThat(bytes.append(utf8("yes\nQues"))).isEmpty();
    assertThat(bytes.append(utf8("tion: no"))).contains(Finish.STOP);
    assertThat(bytes.text()).isEqualTo("yes\n");
  }

  @Test
  void theEarliestOfSeveralStopStringsCounts() {
    GeneratedBytes bytes = new GeneratedBytes(List.of("c", "b"), 100);
    assertThat(bytes.append(utf8("abc"))).contains(Finish.STOP);
    assertThat(bytes.text()).isEqualTo("a");
  }

  @Test
  void theByteLimitCutsAtACharacterBoundary() {
    GeneratedBytes bytes = new GeneratedBytes(List.of(), 4);
    assertThat(bytes.append(utf8("äöü"))).contains(Finish.LENGTH);
    assertThat(bytes.text()).isEqualTo("äö");
    GeneratedBytes odd = new GeneratedBytes(List.of(), 3);
    odd.append(utf8("äöü"));
    assertThat(odd.text()).isEqualTo("ä");
  }

  @Test
  void aCharacterSplitOverTokensComesOutWhole() {
    GeneratedBytes bytes = new GeneratedBytes(List.of(), 100);
    byte[] euro = utf8("€");
    bytes.append(new byte[] {euro[0]});
    assertThat(bytes.text()).isEmpty();
    bytes.append(new byte[] {euro[1], euro[2]});
    assertThat(bytes.text()).isEqualTo("€");
  }

  @Property(tries = 300)
  void tokenBoundariesDoNotMatter(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 6) Integer> pieces) {
    String[] words = {"a", "\"", "é", "\nQ", "Q:", "", "end"};
    List<String> stops = List.of("\nQ:", "\"");
    StringBuilder whole = new StringBuilder();
    pieces.forEach(p -> whole.append(words[p]));
    GeneratedBytes inOne = new GeneratedBytes(stops, 1_000);
    inOne.append(utf8(whole.toString()));
    GeneratedBytes inPieces = new GeneratedBytes(stops, 1_000);
    Optional<Finish> finish = Optional.empty();
    for (int i = 0; i < pieces.size() && finish.isEmpty(); i++) {
      finish = inPieces.append(utf8(words[pieces.get(i)]));
    }
    assertThat(inPieces.text()).isEqualTo(inOne.text());
    assertThat(inPieces.text()).doesNotContain(stops);
  }
}
