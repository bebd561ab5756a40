package dev.assay.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.Json;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextGenerationRequestTest {
  private static final RequestId ID = new RequestId("b", "e", 0);

  private static TextGenerationRequest withThoughts(OptionalInt thoughts) {
    return new TextGenerationRequest(ID, "p", "", 1, 2, List.of("s"), Sampling.GREEDY, 3, thoughts);
  }

  @Test
  void theNumberOfThoughtsIsPartOfTheContentOnlyWhereItIsGiven() {
    // responses are cached by this content, so that of requests without thoughts must stay
    String without =
        "{\"id\":{\"benchmark\":\"b\",\"example\":\"e\",\"index\":0},\"prompt\":\"p\",\"answerPrefix\":\"\",\"maxNewTokens\":1,\"maxBytes\":2,\"stop\":[\"s\"],\"sampling\":{\"temperature\":0.0,\"topK\":0,\"topP\":1.0},\"seed\":3}";
    assertThat(
            Json.line(new TextGenerationRequest(ID, "p", 1, 2, List.of("s"), Sampling.GREEDY, 3)))
        .isEqualTo(without);
    assertThat(Json.line(withThoughts(OptionalInt.of(0))))
        .isEqualTo(without.replace("\"seed\":3}", "\"seed\":3,\"thoughts\":0}"));
  }

  @Test
  void thoughtsAreNotNegative() {
    assertThatThrownBy(() -> withThoughts(OptionalInt.of(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of thoughts cannot be negative");
  }
}
