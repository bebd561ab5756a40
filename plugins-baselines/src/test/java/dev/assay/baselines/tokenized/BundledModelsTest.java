package dev.assay.baselines.tokenized;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.assay.onnx.UnpackedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundledModelsTest {
  private static final long MEBIBYTE = 1 << 20;

  static Stream<String> names() {
    return TokenizedProvider.BUNDLED.names().stream();
  }

  /** Those trained on ordinary text too. */
  static Stream<String> languageModels() {
    return names().filter(name -> name.startsWith("bpe-"));
  }

  private static Model open(String name, int batchSize) {
    return new TokenizedProvider()
        .open(
            new ModelSpec(name, "tokenized", Map.of("model", name)),
            new ModelContext("cpu", 1, batchSize, new DataStore(List.of())));
  }

  private static final class Answers<O> implements ResponseSink<O> {
    final Map<String, O> outputs = new TreeMap<>();

    @Override
    public void accept(RequestId request, Response<O> response) {
      outputs.put(request.example(), response.output());
    }

    @Override
    public void fail(RequestId request, String cause) {
      throw new AssertionError(request + ": " + cause);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFileIsSmallAndTheFolderGoesWithTheModel(String name) throws IOException {
    Path folder;
    try (UnpackedModel files = TokenizedProvider.BUNDLED.unpack(name)) {
      folder = files.folder();
      try (Stream<Path> all = Files.list(folder)) {
        assertThat(all).hasSize(3).allMatch(f -> f.toFile().length() <= 4 * MEBIBYTE);
      }
    }
    assertThat(folder).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theCardSaysWhatTheModelIs(String name) {
    try (Model model = open(name, 1)) {
      assertThat(model.card().name()).isEqualTo(name);
      assertThat(model.card().licence()).isEqualTo("Apache-2.0");
      assertThat(model.card().parameters()).isPresent();
      assertThat(model.card().trainingData()).isNotBlank().isNotEqualTo("unknown");
      assertThat(model.card().files()).containsOnlyKeys("decoder.onnx", "tokenizer.json");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void answersAreTheSameInAnyBatch(String name) {
    List<TextGenerationRequest> requests =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    new TextGenerationRequest(
                        new RequestId("words", Integer.toString(i), 0),
                        "Question: Spell the word \"%s\".".formatted("lantern".substring(i % 6)),
                        " Answer: \"",
                        1 + i % 20,
                        200,
                        List.of("\""),
                        i % 2 == 0 ? Sampling.GREEDY : new Sampling(1, 0, 0.95),
                        i))
            .toList();
    Answers<GeneratedText> alone = new Answers<>();
    Answers<GeneratedText> together = new Answers<>();
    try (Model one = open(name, 1);
        Model many = open(name, 64)) {
      one.ability(AbilityKind.GENERATE_TEXT).orElseThrow().respond(requests, alone);
      many.ability(AbilityKind.GENERATE_TEXT).orElseThrow().respond(requests, together);
      assertThat(one.fingerprint()).isEqualTo(many.fingerprint());
      assertThat(one.engineTime()).isPresent();
    }
    assertThat(together.outputs).hasSize(40).isEqualTo(alone.outputs);
  }

  @ParameterizedTest
  @MethodSource("languageModels")
  void ordinaryWordsAreLikelierThanNoise(String name) {
    Answers<LogLikelihood> scores = new Answers<>();
    try (Model model = open(name, 8)) {
      model
          .ability(AbilityKind.SCORE_TEXT)
          .orElseThrow()
          .respond(
              List.of(
                  new TextScoringRequest(
                      new RequestId("t", "words", 0), "", "She has five apples and two pears.", 0),
                  new TextScoringRequest(
                      new RequestId("t", "noise", 0), "", "zq7 Xv)kk apx%% tttq@ ]rr wvbn hq.", 0)),
              scores);
    }
    assertThat(bitsPerByte(scores.outputs.get("words")))
        .isLessThan(bitsPerByte(scores.outputs.get("noise")));
  }

  private static double bitsPerByte(LogLikelihood score) {
    return -score.logLikelihood() / Math.log(2) / score.bytes();
  }
}
