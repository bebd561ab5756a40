package dev.assay.baselines.tokenized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.data.DataStore;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.LogLikelihood;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelSpec;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in the usual Hugging Face layout: config.json, model.onnx, tokenizer.json. */
class HuggingFaceFolderTest {
  private static final Path KIT = Path.of("../harness-onnx/src/test/resources/dev/assay/onnx");

  @TempDir Path folder;

  @BeforeEach
  void layOut() throws IOException {
    Files.copy(KIT.resolve("tiny/optimum/model.onnx"), folder.resolve("model.onnx"));
    Files.copy(KIT.resolve("text/letters.json"), folder.resolve("tokenizer.json"));
    writeConfig(40);
  }

  private void writeConfig(int context) throws IOException {
    Map<String, Object> config = new TreeMap<>();
    config.put("model_type", "tiny");
    config.put("max_position_embeddings", context);
    config.put("hidden_size", 32);
    config.put("num_hidden_layers", 2);
    config.put("num_attention_heads", 4);
    config.put("num_key_value_heads", 2);
    config.put("intermediate_size", 64);
    config.put("hidden_act", "silu");
    config.put("vocab_size", 64);
    config.put("bos_token_id", 0);
    config.put("eos_token_id", List.of(1));
    Json.mapper().writeValue(folder.resolve("config.json").toFile(), config);
  }

  private Model open(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("path", folder.toString());
    return new TokenizedProvider()
        .open(
            new ModelSpec("tiny", "tokenized", all),
            new ModelContext("cpu", 1, 8, new DataStore(List.of())));
  }

  private static final class Answers<O> implements ResponseSink<O> {
    final Map<String, Response<O>> responses = new TreeMap<>();
    final Map<String, String> failures = new TreeMap<>();

    @Override
    public void accept(RequestId request, Response<O> response) {
      responses.put(request.example(), response);
    }

    @Override
    public void fail(RequestId request, String cause) {
      failures.put(request.example(), cause);
    }
  }

  private static TextGenerationRequest generation(String id, String prompt) {
    return new TextGenerationRequest(
        new RequestId("test", id, 0), prompt, 6, 100, List.of(), Sampling.GREEDY, 0);
  }

  private static TextScoringRequest scoring(String id, String context, String continuation) {
    return new TextScoringRequest(new RequestId("test", id, 0), context, continuation, 0);
  }

  private Answers<GeneratedText> generate(TextGenerationRequest... requests) {
    Answers<GeneratedText> answers = new Answers<>();
    try (Model model = open(Map.of())) {
      model.ability(AbilityKind.GENERATE_TEXT).orElseThrow().respond(List.of(requests), answers);
    }
    return answers;
  }

  private Answers<LogLikelihood> score(TextScoringRequest... requests) {
    Answers<LogLikelihood> answers = new Answers<>();
    try (Model model = open(Map.of())) {
      model.ability(AbilityKind.SCORE_TEXT).orElseThrow().respond(List.of(requests), answers);
    }
    return answers;
  }

  @Test
  void generatesWithUsageThatCountsTokensBytesAndFlops() {
    Response<GeneratedText> response = generate(generation("a", "hello there")).responses.get("a");
    assertThat(response.usage().inputTokens()).isEqualTo(11);
    assertThat(response.usage().inputBytes()).isEqualTo(11);
    assertThat(response.usage().outputTokens()).isEqualTo(6);
    assertThat(response.usage().forwardPasses()).isEqualTo(6);
    // blocks: 2 layers x 2 x (3 x 32 x 32 + 3 x 32 x 64) = 36,864 a token, 16 tokens;
    // output layer: 2 x 32 x 64 = 4,096, 6 times; attention: 4 x 2 x 32 x (16 x 17 / 2)
    assertThat(response.usage().flops()).isEqualTo(36_864.0 * 16 + 4_096 * 6 + 256 * 136);
  }

  @Test
  void aPromptThatFillsTheContextFailsAloneAndSaysWhy() {
    Answers<GeneratedText> answers =
        generate(generation("long", "a".repeat(40)), generation("short", "a"));
    assertThat(answers.failures)
        .containsExactly(
            Map.entry(
                "long",
                "the prompt has 40 tokens; the model's context of 40 leaves no room for an answer"));
    assertThat(answers.responses).containsOnlyKeys("short");
  }

  @Test
  void anEmptyPromptBeginsWithTheBeginOfTextToken() {
    assertThat(generate(generation("empty", "")).responses.get("empty").usage().inputTokens())
        .isEqualTo(1);
  }

  @Test
  void scoresOfPartsAddUpToTheScoreOfTheWhole() {
    Map<String, Response<LogLikelihood>> scores =
        score(
                scoring("ab", "a", "bcd"),
                scoring("b", "a", "b"),
                scoring("cd", "ab", "cd"),
                scoring("space", "a ", "b"),
                scoring("moved", "a", " b"))
            .responses;
    assertThat(scores.get("b").output().logLikelihood() + scores.get("cd").output().logLikelihood())
        .isCloseTo(scores.get("ab").output().logLikelihood(), within(1e-4));
    assertThat(scores.get("ab").output().units()).isEqualTo(3);
    assertThat(scores.get("space").output().logLikelihood())
        .isEqualTo(scores.get("moved").output().logLikelihood());
  }

  @Test
  void rollingLikelihoodCountsEachTokenOnceInWindowsOfTheContext() {
    String text = "thequickbrownfoxjumpsoverthelazydogandthenitsleepsalittlewhileandrunsonagain";
    LogLikelihood rolling = score(scoring("r", "", text)).responses.get("r").output();
    assertThat(rolling.units()).isEqualTo(text.length());
    assertThat(rolling.bytes()).isEqualTo(text.length());
    // the second window re-reads what fits: 36 tokens after the first 40, seen after 5 of these
    double first =
        score(scoring("f", "", text.substring(0, 40))).responses.get("f").output().logLikelihood();
    double rest =
        score(scoring("s", text.substring(35, 40), text.substring(40)))
            .responses
            .get("s")
            .output()
            .logLikelihood();
    assertThat(rolling.logLikelihood()).isCloseTo(first + rest, within(1e-3));
  }

  @Test
  void nothingToScoreIsAFailure() {
    assertThat(score(scoring("none", "a", "")).failures.get("none"))
        .contains("the continuation is empty");
  }

  @Test
  void otherNamesOfInputsAreOptions() {
    assertThatThrownBy(() -> open(Map.of("names.logits", "scores")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("unknown output 'scores'");
    assertThatThrownBy(() -> open(Map.of("names.logit", "scores")))
        .hasMessageContaining("did you mean 'logits'?");
  }

  @Test
  void whatIsMissingInTheFolderIsNamed() throws IOException {
    Files.delete(folder.resolve("model.onnx"));
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("holds none of model.onnx, onnx/model.onnx");
    assertThatThrownBy(() -> open(Map.of("decoder", "../../secret.onnx")))
        .hasMessageContaining("outside the model's folder");
    Files.delete(folder.resolve("config.json"));
    assertThatThrownBy(() -> open(Map.of()))
        .hasMessageContaining("holds neither model.json (Assay's own) nor config.json");
    Files.delete(folder.resolve("tokenizer.json"));
    assertThatThrownBy(() -> open(Map.of())).hasMessageContaining("the tokenizer is missing");
  }

  @Test
  void aGraphThatLoadsButCannotRunIsFoundWhenTheModelIsOpened() throws IOException {
    // a tokenizer with 300 tokens before a decoder that knows 64
    Files.write(
        folder.resolve("tokenizer.json"), Files.readAllBytes(KIT.resolve("text/byte-level.json")));
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("was loaded but cannot run")
        .hasMessageContaining(folder.toString());
  }
}
