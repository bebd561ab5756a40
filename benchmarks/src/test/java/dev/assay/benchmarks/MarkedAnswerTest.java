package dev.assay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkedAnswerTest {
  @Test
  void theAnswerFollowsTheLastMarkAndTheReasoningEndsAtTheFirst() {
    MarkedAnswer answer = MarkedAnswer.in("<<2*3=6>>\n# 5\n### 1,006 ");

    assertThat(answer.reasoning()).isEqualTo("<<2*3=6>>\n");
    assertThat(answer.answer()).isEqualTo("1006");
  }

  @Test
  void anOutputWithoutAMarkIsAllReasoningAndAllAnswer() {
    assertThat(MarkedAnswer.in(" True\n")).isEqualTo(new MarkedAnswer(" True\n", "True"));
    assertThat(MarkedAnswer.in("")).isEqualTo(new MarkedAnswer("", ""));
  }

  @Test
  void commasAndSpacesDoNotMatterAndTheRestDoes() {
    MarkedAnswer answer = MarkedAnswer.in("### Sally is a lumpus.");

    assertThat(answer.matches("Sally is a lumpus. ")).isTrue();
    assertThat(answer.matches("Sally is a lumpus")).isFalse();
    assertThat(MarkedAnswer.in("#### 1006").matches("1,006")).isTrue();
  }
}
