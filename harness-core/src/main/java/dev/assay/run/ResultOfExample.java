package dev.assay.run;

import dev.assay.Json;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Score;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.Request;
import dev.assay.model.Response;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import dev.assay.model.Trace;
import dev.assay.model.Usage;
import dev.assay.result.Continuation;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of an example once it is answered: scored, or failed with the cause.
 *
 * @param model the model's name
 * @param traced ids of the examples whose trace is kept
 */
record ResultOfExample<Q extends Request, O>(
    String model, Benchmark<Q, O> benchmark, Set<String> traced) {

  ExampleResult of(OpenExample<Q, O> entry) {
    List<O> outputs = new ArrayList<>();
    Usage usage = Usage.NONE;
    Optional<Trace> trace = Optional.empty();
    for (Response<O> response : entry.responses) {
      if (response != null) {
        outputs.add(response.output());
        usage = usage.plus(response.usage());
        trace = trace.or(response::trace);
      }
    }
    Example example = entry.example;
    Optional<Score> score = Optional.empty();
    Optional<String> failure = Optional.ofNullable(entry.failure);
    if (failure.isEmpty()) {
      try {
        score = Optional.of(benchmark.score(example, outputs));
      } catch (Throwable e) { // also errors: regular expressions overflow the stack on long outputs
        failure = Optional.of("the benchmark could not score the output: " + Cause.of(e));
      }
    }
    return new ExampleResult(
        model,
        benchmark.card().name(),
        example.id(),
        example.contentHash(),
        example.fields(),
        example.target(),
        prompt(entry.requests),
        outputs.stream().map(ResultOfExample::text).toList(),
        score,
        failure,
        usage,
        traced.contains(example.id()) ? trace : Optional.empty(),
        entry.cached,
        benchmark.ability().equals(AbilityKind.SCORE_TEXT)
            ? continuations(entry.requests)
            : List.of());
  }

  private static List<Continuation> continuations(List<? extends Request> requests) {
    String prompt = prompt(requests);
    List<Continuation> continuations = new ArrayList<>();
    for (Request request : requests) {
      if (request instanceof TextScoringRequest scoring) {
        String context = scoring.context();
        continuations.add(
            new Continuation(
                context.equals(prompt) ? Optional.empty() : Optional.of(context),
                scoring.continuation()));
      }
    }
    return continuations;
  }

  private static String prompt(List<? extends Request> requests) {
    if (requests.isEmpty()) {
      return "";
    }
    Request first = requests.get(0);
    if (first instanceof TextGenerationRequest generation) {
      return generation.text();
    }
    return first instanceof TextScoringRequest scoring ? scoring.context() : "";
  }

  private static String text(Object output) {
    return output instanceof GeneratedText generated ? generated.text() : Json.line(output);
  }
}
