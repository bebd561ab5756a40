package dev.assay.baselines.tokenized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.baselines.prepared.Asked;
import dev.assay.model.GeneratedText;
import dev.assay.model.GeneratedText.Finish;
import dev.assay.model.Model;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import dev.assay.onnx.UnpackedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reasoning modes of the bundled bpe-512, whose token 0 is {@code <|endoftext|>}. */
class ReasoningTest {
  private static final String PROMPT = "She has five apples and";
  private static final String PREFIX = " two";

  private static Model open(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("model", "bpe-512");
    return Asked.open(new TokenizedProvider(), all);
  }

  private static TextGenerationRequest request(String id, String prompt, String... stop) {
    return new TextGenerationRequest(
        new RequestId("words", id, 0), prompt, PREFIX, 8, 200, List.of(stop), Sampling.GREEDY, 0);
  }

  private static Response<GeneratedText> ask(Model model, TextGenerationRequest request) {
    return Asked.requests(model, List.of(request)).responses().get(request.id().example());
  }

  private static Response<GeneratedText> ask(Map<String, String> options, String prompt) {
    try (Model model = open(options)) {
      return ask(model, request("1", prompt));
    }
  }

  /** bpe-512 in a folder of its own whose model.json says more. */
  private static void writeFolder(Path folder, String method, int... afterPrompt)
      throws IOException {
    try (UnpackedModel files = TokenizedProvider.BUNDLED.unpack("bpe-512")) {
      for (String file : List.of("decoder.onnx", "tokenizer.json")) {
        Files.copy(files.folder().resolve(file), folder.resolve(file));
      }
      ObjectNode json =
          (ObjectNode) Json.mapper().readTree(files.folder().resolve("model.json").toFile());
      json.put("method", method);
      IntStream.of(afterPrompt).forEach(json.withArray("after_prompt_token_ids")::add);
      Json.mapper().writeValue(folder.resolve("model.json").toFile(), json);
    }
  }

  private static Map<String, String> pausing(int count) {
    return Map.of(
        "reasoning", "pause", "pauses", String.valueOf(count), "pause-token", "<|endoftext|>");
  }

  @Test
  void pauseTokensStandBetweenPromptAndAnswerAndAreCounted() {
    Response<GeneratedText> plain = ask(Map.of(), PROMPT);
    Response<GeneratedText> paused = ask(pausing(3), PROMPT);
    // the tokenizer reads this text as the very same tokens
    Response<GeneratedText> written = ask(Map.of(), PROMPT + "<|endoftext|>".repeat(3));

    assertThat(paused.output()).isEqualTo(written.output()).isNotEqualTo(plain.output());
    assertThat(paused.usage().inputTokens())
        .isEqualTo(written.usage().inputTokens())
        .isEqualTo(plain.usage().inputTokens() + 3);
    assertThat(paused.usage().inputBytes()).isEqualTo(plain.usage().inputBytes());
    assertThat(paused.usage().flops()).isGreaterThan(plain.usage().flops());
    assertThat(paused.usage().forwardPasses()).isEqualTo(paused.usage().outputTokens());
  }

  @Test
  void aFolderSaysItsMethodAndWhatIsReadAfterEveryPrompt(@TempDir Path folder) throws IOException {
    writeFolder(folder, "coconut, pause as thought", 0, 0, 0);

    try (Model model = Asked.open(new TokenizedProvider(), Map.of("path", folder.toString()));
        Model plain = open(Map.of())) {
      assertThat(model.card().properties()).containsEntry("method", "coconut, pause as thought");
      assertThat(plain.card().properties()).doesNotContainKey("method");
      assertThat(ask(model, request("1", PROMPT)).output())
          .isEqualTo(ask(pausing(3), PROMPT).output());
      assertThat(model.fingerprint()).isNotEqualTo(plain.fingerprint());
    }
  }

  @Test
  void anOptionTakesThePlaceOfWhatTheFolderSays(@TempDir Path folder) throws IOException {
    writeFolder(folder, "pause", 0, 0, 0);
    Map<String, String> options = Map.of("path", folder.toString(), "reasoning", "cot");

    try (Model model = Asked.open(new TokenizedProvider(), options)) {
      assertThat(model.card().properties()).containsEntry("method", "cot");
      assertThat(ask(model, request("1", PROMPT)).output())
          .isEqualTo(ask(Map.of(), PROMPT).output());
    }
  }

  @Test
  void aTokenThatTheDecoderDoesNotKnowIsFoundWhenTheModelIsOpened(@TempDir Path folder)
      throws IOException {
    writeFolder(folder, "pause", 512);

    assertThatThrownBy(() -> Asked.open(new TokenizedProvider(), Map.of("path", folder.toString())))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("was loaded but cannot run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-cot", "icot"})
  void theAnswerIsMadeToBeginWithTheMarkerWhichIsPartOfTheOutput(String method) {
    Response<GeneratedText> marked = ask(Map.of("reasoning", method), PROMPT);
    Response<GeneratedText> written;
    try (Model plain = open(Map.of())) {
      written =
          ask(
              plain,
              new TextGenerationRequest(
                  new RequestId("words", "1", 0),
                  PROMPT,
                  PREFIX + "### ",
                  8,
                  200,
                  List.of(),
                  Sampling.GREEDY,
                  0));
    }

    assertThat(marked.output().text()).isEqualTo("### " + written.output().text());
    assertThat(marked.output().finish()).isEqualTo(written.output().finish());
    assertThat(marked.usage().inputTokens()).isEqualTo(written.usage().inputTokens());
    assertThat(marked.usage().inputBytes()).isEqualTo(written.usage().inputBytes());
    assertThat(marked.usage().outputBytes()).isEqualTo(written.usage().outputBytes());
  }

  @Test
  void aStopStringEndsTheAnswerInItsMarkerToo() {
    try (Model model = open(Map.of("reasoning", "no-cot", "answer-marker", "So: l"))) {
      GeneratedText open = ask(model, request("1", PROMPT)).output();
      GeneratedText stopped = ask(model, request("1", PROMPT, ": l")).output();

      assertThat(open.text()).startsWith("So: l");
      assertThat(stopped).isEqualTo(new GeneratedText("So", Finish.STOP));
    }
  }

  @Test
  void promptsThatShareABeginningAreAnsweredAsIfAlone() {
    String shared = "Question: What follows is one of many questions about the spelling of words. ";
    List<TextGenerationRequest> requests =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    request(
                        String.valueOf(i),
                        shared.repeat(2) + "Spell \"%s\".".formatted("lantern".substring(i % 6))))
            .toList();
    try (Model model = open(pausing(2))) {
      Map<String, String> together = Asked.requests(model, requests).texts();

      assertThat(together).hasSize(12);
      for (TextGenerationRequest request : requests) {
        assertThat(ask(model, request).output().text())
            .isEqualTo(together.get(request.id().example()));
      }
    }
  }

  @Test
  void cotInsertsNothing() {
    Response<GeneratedText> cot = ask(Map.of("reasoning", "cot"), PROMPT);

    assertThat(cot.output()).isEqualTo(ask(Map.of(), PROMPT).output());
  }

  @Test
  void anUnknownWayOfReasoningSuggestsTheNearest() {
    assertThatThrownBy(() -> open(Map.of("reasoning", "nocot", "answer-marker", "#")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("unknown value of option 'reasoning' 'nocot'")
        .hasMessageContaining("did you mean 'no-cot'?");
  }

  @Test
  void aVocabularyWithoutThePauseTokenIsAnErrorThatSaysSo() {
    assertThatThrownBy(() -> open(Map.of("reasoning", "pause")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("'<|pause|>' is not one token of")
        .hasMessageContaining("option pause-token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "512", "-1", "many"})
  void theNumberOfPausesIsPositiveAndLeavesRoomForAPrompt(String pauses) {
    Map<String, String> options = new HashMap<>(pausing(1));
    options.put("pauses", pauses);

    assertThatThrownBy(() -> open(options))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("option 'pauses' must be a whole number from 1 to 511")
        .hasMessageContaining("not '" + pauses + "'");
  }

  @Test
  void anOptionOfAnotherWayOfReasoningIsRefused() {
    assertThatThrownBy(() -> open(Map.of("reasoning", "cot", "pauses", "3")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("option 'pauses' goes with reasoning=pause");
    assertThatThrownBy(() -> open(Map.of("answer-marker", "#")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("option 'answer-marker' goes with reasoning=no-cot or icot");
  }
}
