package dev.assay.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.model.TextGenerationRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TryOutTest {
  private static final Path FOLDER = Path.of("models", "mine");

  @Test
  void aModelIsAskedForOneTextAndThenForSeveralThatBeginAlike() {
    List<List<String>> calls = new ArrayList<>();
    TryOut.of(
        (requests, sink) ->
            calls.add(requests.stream().map(TextGenerationRequest::prompt).toList()),
        FOLDER);

    assertThat(calls).hasSize(2);
    assertThat(calls.get(0)).containsExactly("Assay");
    assertThat(calls.get(1))
        .hasSize(4)
        .doesNotHaveDuplicates()
        .allMatch(prompt -> prompt.startsWith(calls.get(1).get(0).substring(0, 150)));
  }

  @Test
  void aGraphThatTakesASingleRowOnlyIsFound() {
    assertThatThrownBy(
            () ->
                TryOut.of(
                    (requests, sink) -> {
                      if (requests.size() > 1) {
                        throw new IllegalStateException("input_ids: expected [1,?], got [2,8]");
                      }
                    },
                    FOLDER))
        .isInstanceOf(SetupException.class)
        .hasMessage(
            "the model in %s was loaded but cannot run: input_ids: expected [1,?], got [2,8]",
            FOLDER);
  }

  @Test
  void whatAModelRefusesDoesNotCount() {
    TryOut.of(
        (requests, sink) -> requests.forEach(r -> sink.fail(r.id(), "the context is too small")),
        FOLDER);
  }
}
