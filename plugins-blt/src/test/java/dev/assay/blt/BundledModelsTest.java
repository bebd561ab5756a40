package dev.assay.blt;

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
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundledModelsTest {
  private static final String NAME = "blt-s";
  private static final long MEBIBYTE = 1 << 20;

  private static Model open(int batchSize) {
    return new BltProvider()
        .open(
            new ModelSpec(NAME, "blt", Map.of("model", NAME)),
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

  @Test
  void everyFileIsSmallAndTheFolderGoesWithTheModel() {
    try (UnpackedModel files = BltProvider.BUNDLED.unpack(NAME)) {
      assertThat(files.files())
          .allSatisfy(f -> assertThat(Files.size(f)).isBetween(1L, 4 * MEBIBYTE));
    }
  }

  @Test
  void theCardSaysWhatTheModelIs() {
    try (Model model = open(1)) {
      assertThat(model.card().licence()).isEqualTo("Apache-2.0");
      assertThat(model.card().parameters()).isPresent();
      assertThat(model.card().trainingData()).isNotEqualTo("unknown");
    }
  }

  @Test
  void answersAreTheSameInAnyBatch() {
    List<TextGenerationRequest> requests =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    new TextGenerationRequest(
                        new RequestId("words", Integer.toString(i), 0),
                        "Question: Spell the word \"%s\".".formatted("lantern".substring(i % 6)),
                        " Answer: \"",
                        1 + i % 6,
                        200,
                        List.of("\""),
                        i % 2 == 0 ? Sampling.GREEDY : new Sampling(1, 0, 0.95),
                        i))
            .toList();
    Answers<GeneratedText> alone = new Answers<>();
    Answers<GeneratedText> together = new Answers<>();
    try (Model one = open(1);
        Model many = open(64)) {
      for (TextGenerationRequest request : requests) {
        one.ability(AbilityKind.GENERATE_TEXT).orElseThrow().respond(List.of(request), alone);
      }
      many.ability(AbilityKind.GENERATE_TEXT).orElseThrow().respond(requests, together);
      assertThat(one.fingerprint()).isEqualTo(many.fingerprint());
    }
    assertThat(together.outputs).hasSize(30).isEqualTo(alone.outputs);
  }

  @Test
  void ordinaryWordsAreLikelierThanNoise() {
    Answers<LogLikelihood> scores = new Answers<>();
    try (Model model = open(8)) {
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
    assertThat(scores.outputs.get("words").logLikelihood())
        .isGreaterThan(scores.outputs.get("noise").logLikelihood());
  }
}
