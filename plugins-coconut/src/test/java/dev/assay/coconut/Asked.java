package dev.assay.coconut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.LogLikelihood;
import dev.assay.model.Model;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What a model answered, asked through the abilities that the harness uses. */
record Asked<O>(Map<String, Response<O>> responses, Map<String, String> failures) {

  static TextGenerationRequest generation(
      String prompt, String answerPrefix, OptionalInt thoughts) {
    return generation(prompt, answerPrefix, 24, thoughts);
  }

  /** A request whose prompt is its id. */
  static TextGenerationRequest generation(
      String prompt, String answerPrefix, int tokens, OptionalInt thoughts) {
    RequestId id = new RequestId("test", prompt, 0);
    return new TextGenerationRequest(
        id, prompt, answerPrefix, tokens, 1_000, List.of(), Sampling.GREEDY, 0, thoughts);
  }

  static Asked<GeneratedText> generate(Model model, TextGenerationRequest... requests) {
    Sink<GeneratedText> sink = new Sink<>();
    model.ability(AbilityKind.GENERATE_TEXT).orElseThrow().respond(List.of(requests), sink);
    return sink.asked;
  }

  /** Log-likelihood of a continuation. */
  static double score(Model model, String context, String continuation) {
    Sink<LogLikelihood> sink = new Sink<>();
    RequestId id = new RequestId("test", "s", 0);
    model
        .ability(AbilityKind.SCORE_TEXT)
        .orElseThrow()
        .respond(List.of(new TextScoringRequest(id, context, continuation, 0)), sink);
    return sink.asked.responses.get("s").output().logLikelihood();
  }

  private static final class Sink<O> implements ResponseSink<O> {
    final Asked<O> asked = new Asked<>(new TreeMap<>(), new TreeMap<>());

    @Override
    public synchronized void accept(RequestId request, Response<O> response) {
      assertThat(asked.responses.put(request.example(), response)).isNull();
    }

    @Override
    public synchronized void fail(RequestId request, String cause) {
      asked.failures.put(request.example(), cause);
    }
  }
}
