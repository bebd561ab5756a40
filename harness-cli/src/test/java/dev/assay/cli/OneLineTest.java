package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void ordinaryTextOfAnyScriptStaysAsItIs() {
    assertThat(OneLine.of("žluťoučký 日本語 😀 \"q\" \\n")).isEqualTo("žluťoučký 日本語 😀 \"q\" \\n");
  }

  @Test
  void longTextEndsInAnEllipsis() {
    assertThat(OneLine.of("abcdef", 6)).isEqualTo("abcdef");
    assertThat(OneLine.of("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(OneLine.of("\n\n\n\n", 6)).isEqualTo("\\n\\n\\…");
  }

  @Property
  void nothingSteersTheTerminalOrBreaksTheLine(@ForAll String text) {
    assertThat(OneLine.of(text)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
    assertThat(OneLine.of(text, 20).length()).isLessThanOrEqualTo(20);
  }
}
