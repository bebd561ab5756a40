package dev.assay.benchmarks.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The tokens expected here are those of sacreBLEU 2.6.0. */
class StandardTokenizerTest {

  @Test
  void punctuationIsCutOffButNumbersStayWhole() {
    assertThat(StandardTokenizer.V13A.tokens("It's 3,000.50 (or 7-up), isn't it?"))
        .containsExactly(
            "It's", "3,000.50", "(", "or", "7", "-", "up", ")", ",", "isn't", "it", "?");
  }

  @Test
  void onlyFourEntitiesAreUnderstood() {
    assertThat(StandardTokenizer.V13A.tokens("&quot;a&quot; &amp;lt; &apos;"))
        .containsExactly("\"", "a", "\"", "<", "&", "apos", ";");
  }

  @Test
  void charactersAreCodePointsAndSpacesAreNone() {
    assertThat(StandardTokenizer.CHARACTERS.tokens("猫 が😀")).containsExactly("猫", "が", "😀");
  }

  @Test
  void withoutTokenizationWordsEndAtAnySpaceThatPythonKnows() {
    assertThat(StandardTokenizer.NONE.tokens(" no\u00A0break\u0085line "))
        .containsExactly("no", "break", "line");
  }
}
