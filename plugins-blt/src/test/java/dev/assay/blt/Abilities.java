package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.blt.TinyModels.Golden;
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
import dev.assay.model.Trace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a tiny model through the abilities that the harness uses. */
final class Abilities {
  /** Positions of the model's context. */
  static final int CONTEXT = 512;

  private Abilities() {}

  static Model open(Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("path", TinyModels.folder("small").toString());
    return new BltProvider()
        .open(
            new ModelSpec("tiny", "blt", all),
            new ModelContext("cpu", 2, 8, new DataStore(List.of())));
  }

  /** Keeps what is answered, by example. */
  static final class Answers<O> implements ResponseSink<O> {
    final Map<String, Response<O>> responses = new TreeMap<>();
    final Map<String, String> failures = new TreeMap<>();

    @Override
    public synchronized void accept(RequestId request, Response<O> response) {
      assertThat(responses.put(request.example(), response)).isNull();
    }

    @Override
    public synchronized void fail(RequestId request, String cause) {
      failures.put(request.example(), cause);
    }
  }

  static TextGenerationRequest generation(String id, String prompt, int tokens) {
    return generation(id, prompt, tokens, 1_000, List.of(), Sampling.GREEDY);
  }

  static TextGenerationRequest generation(
      String id, String prompt, int tokens, int bytes, List<String> stop, Sampling sampling) {
    return new TextGenerationRequest(
        new RequestId("test", id, 0), prompt, tokens, bytes, stop, sampling, id.hashCode());
  }

  static TextScoringRequest scoring(String id, String context, String continuation) {
    return new TextScoringRequest(new RequestId("test", id, 0), context, continuation, 0);
  }

  static Answers<GeneratedText> generate(TextGenerationRequest... requests) {
    return generate(Map.of(), List.of(requests));
  }

  static Answers<GeneratedText> generate(
      Map<String, String> options, List<TextGenerationRequest> requests) {
    Answers<GeneratedText> answers = new Answers<>();
    try (Model model = open(options)) {
      model.ability(AbilityKind.GENERATE_TEXT).orElseThrow().respond(requests, answers);
    }
    return answers;
  }

  static Answers<LogLikelihood> score(TextScoringRequest... requests) {
    Answers<LogLikelihood> answers = new Answers<>();
    try (Model model = open(Map.of())) {
      model.ability(AbilityKind.SCORE_TEXT).orElseThrow().respond(List.of(requests), answers);
    }
    return answers;
  }

  static double scoreOf(Answers<LogLikelihood> answers, String id) {
    return answers.responses.get(id).output().logLikelihood();
  }

  static Trace trace(Response<?> response) {
    assertThat(response.trace()).isPresent();
    return response.trace().orElseThrow();
  }

  static byte[] bytes(Trace trace) {
    return Base64.getDecoder().decode((String) trace.data().get("bytes"));
  }

  @SuppressWarnings("unchecked")
  static List<Integer> patchLengths(Trace trace) {
    return (List<Integer>) trace.data().get("patchLengths");
  }

  /** The text that a golden row holds. */
  static String text(Golden golden) {
    byte[] bytes = new byte[golden.ids().length - 1];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (golden.ids()[i + 1] - ByteIds.OFFSET);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
