package dev.assay.benchmarks.noise;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkVariant;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.LogLikelihood;
import dev.assay.model.RequestId;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import java.util.Map;
import java.util.Random;

/**
 * One kind of noise in one part of a benchmark's texts. What is left to chance follows from the
 * example's seed alone, so that all requests of an example read the same prompt, with the same
 * noise in the variant {@code both} as in {@code prompt}.
 *
 * @param transform the kind
 * @param part where it goes
 */
record Noise(Transform transform, Part part) implements BenchmarkVariant {

  @Override
  public String name() {
    return transform.word() + "-" + part.word();
  }

  @Override
  public String title() {
    return transform.title() + " in " + part.inWords();
  }

  @Override
  public String summary() {
    return "Noise in %s: %s.".formatted(part.inWords(), transform.inWords());
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Map<String, String> labels() {
    return Map.of("noise", transform.word(), "part", part.word());
  }

  @Override
  @SuppressWarnings("unchecked") // an ability's kind fixes both types
  public Benchmark<?, ?> apply(Benchmark<?, ?> benchmark) {
    BenchmarkCard card = benchmark.card().variant(this);
    if (benchmark.ability().equals(AbilityKind.GENERATE_TEXT)) {
      refuseContinuation(benchmark);
      return new NoisyBenchmark<>(
          (Benchmark<TextGenerationRequest, GeneratedText>) benchmark, card, this::generation);
    }
    if (benchmark.ability().equals(AbilityKind.SCORE_TEXT)) {
      var scoring = (Benchmark<TextScoringRequest, LogLikelihood>) benchmark;
      refuseAbsentPrompt(scoring);
      return new NoisyBenchmark<>(scoring, card, this::scoring);
    }
    throw new SetupException(
        "noise can be put into text only, but %s asks for the ability %s"
            .formatted(benchmark.card().name(), benchmark.ability()));
  }

  private void refuseContinuation(Benchmark<?, ?> benchmark) {
    if (part.hasContinuation()) {
      throw new SetupException(
          "the model writes the continuation, so noise can be put into the prompt only; write %s"
              .formatted(other(benchmark, Part.PROMPT)));
    }
  }

  /** Of a rolling log-likelihood a part would be named that does not exist. */
  private void refuseAbsentPrompt(Benchmark<TextScoringRequest, LogLikelihood> benchmark) {
    boolean none =
        benchmark.examples().stream()
            .limit(1)
            .flatMap(example -> benchmark.requests(example, 0).stream())
            .allMatch(request -> request.context().isEmpty());
    if (part.hasPrompt() && none) {
      throw new SetupException(
          "its texts are scored without any prompt before them; write %s"
              .formatted(other(benchmark, Part.CONTINUATION)));
    }
  }

  private String other(Benchmark<?, ?> benchmark, Part instead) {
    return benchmark.card().variant(new Noise(transform, instead)).name();
  }

  private TextGenerationRequest generation(TextGenerationRequest request, RequestId id, long seed) {
    return new TextGenerationRequest(
        id,
        prompt(request.prompt(), seed),
        request.answerPrefix(),
        request.maxNewTokens(),
        request.maxBytes(),
        request.stop(),
        request.sampling(),
        request.seed(),
        request.thoughts());
  }

  private TextScoringRequest scoring(TextScoringRequest request, RequestId id, long seed) {
    return new TextScoringRequest(
        id,
        prompt(request.context(), seed),
        part.hasContinuation()
            ? transform.of(request.continuation(), new Random(~seed))
            : request.continuation(),
        request.seed());
  }

  private String prompt(String text, long seed) {
    return part.hasPrompt() ? transform.of(text, new Random(seed)) : text;
  }
}
