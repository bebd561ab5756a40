package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void controlsAndBidirectionalMarksBecomeSymbols() {
    assertThat(VisibleText.of("a\0b\u001b[0m\u202ec")).isEqualTo("a␀b␛[0m[U+202E]c");
  }

  @Test
  void lineBreaksTabsAndJoinersStay() {
    String text = "line\n\ttab, نمی\u200cخواهم, \ud83d\udc69\u200d\ud83d\ude80";
    assertThat(VisibleText.of(text)).isEqualTo(text);
  }

  @Test
  void anExcerptCountsCharactersAndSplitsNone() {
    Excerpt excerpt = Excerpt.of("\ud83d\ude80\ud83d\ude80\ud83d\ude80", 2);
    assertThat(excerpt.text()).isEqualTo("\ud83d\ude80\ud83d\ude80");
    assertThat(excerpt.note()).isEqualTo("the first 2 of 3 characters");
  }

  @Test
  void aShortTextIsNoExcerpt() {
    assertThat(Excerpt.of("short", 5).cut()).isFalse();
  }

  @Test
  void benchmarkNamesBecomeAddressesOfTheirOwn() {
    Slugs slugs = new Slugs(List.of("cute/spell", "cute spell", "日本", "語"));
    assertThat(
            List.of(slugs.of("cute/spell"), slugs.of("cute spell"), slugs.of("日本"), slugs.of("語")))
        .containsExactly("cute-spell", "cute-spell-2", "-2", "-3");
  }

  @Test
  void argumentsAreQuotedAsAShellWantsThem() {
    assertThat(ProvenanceView.quoted("--limit=10")).isEqualTo("--limit=10");
    assertThat(ProvenanceView.quoted("it's")).isEqualTo("'it'\\''s'");
    assertThat(ProvenanceView.quoted("")).isEqualTo("''");
  }
}
