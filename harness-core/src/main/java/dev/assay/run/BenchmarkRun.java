package dev.assay.run;

import dev.assay.Json;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Score;
import dev.assay.model.Ability;
import dev.assay.model.GeneratedText;
import dev.assay.model.Request;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import dev.assay.model.Trace;
import dev.assay.model.Usage;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One model on one benchmark: asks for the examples that are still to do and turns each complete
 * set of answers into a result.
 */
final class BenchmarkRun<Q extends Request, O> {
  private final String model;
  private final Benchmark<Q, O> benchmark;
  private final long seed;
  private final Set<String> traced;
  private final Optional<ResponseCache> cache;
  private final Consumer<ExampleResult> results;
  private final Map<String, OpenExample> open = new HashMap<>();

  /**
   * Prepares the run.
   *
   * @param traced ids of the examples whose trace is kept
   * @param results takes each finished example
   */
  BenchmarkRun(
      String model,
      Benchmark<Q, O> benchmark,
      long seed,
      Set<String> traced,
      Optional<ResponseCache> cache,
      Consumer<ExampleResult> results) {
    this.model = model;
    this.benchmark = benchmark;
    this.seed = seed;
    this.traced = new HashSet<>(traced);
    this.cache = cache;
    this.results = results;
  }

  /** An example some of whose answers are outstanding. */
  private final class OpenExample {
    final Example example;
    final List<Q> requests;
    final List<@Nullable Response<O>> responses;
    int missing;
    boolean cached = true;
    @Nullable String failure;

    OpenExample(Example example, List<Q> requests) {
      this.example = example;
      this.requests = requests;
      this.responses = new ArrayList<>();
      requests.forEach(r -> responses.add(null));
      this.missing = requests.size();
    }
  }

  /** Runs the examples through the ability. */
  void run(List<Example> examples, Ability<Q, O> ability) {
    List<Q> toAsk = new ArrayList<>();
    for (Example example : examples) {
      String id = example.id();
      List<Q> requests =
          benchmark.requests(example, ExampleSeed.of(seed, benchmark.card().name(), id));
      open.put(id, new OpenExample(example, requests));
      for (Q request : requests) {
        Optional<Response<O>> known = cache.flatMap(c -> c.find(benchmark.ability(), request));
        if (known.isPresent()) {
          take(request.id(), known.get());
        } else {
          openExample(request.id()).cached = false;
          toAsk.add(request);
        }
      }
    }
    if (!toAsk.isEmpty()) {
      ability.respond(toAsk, new Sink());
    }
  }

  private final class Sink implements ResponseSink<O> {
    @Override
    public void accept(RequestId id, Response<O> response) {
      cache.ifPresent(
          c -> c.put(benchmark.ability(), openExample(id).requests.get(id.index()), response));
      take(id, response);
    }

    @Override
    public void fail(RequestId id, String cause) {
      OpenExample entry = openExample(id);
      entry.failure = entry.failure == null ? cause : entry.failure;
      complete(entry);
    }
  }

  private OpenExample openExample(RequestId id) {
    return Objects.requireNonNull(open.get(id.example()), () -> "no open example " + id);
  }

  private void take(RequestId id, Response<O> response) {
    OpenExample entry = openExample(id);
    entry.responses.set(id.index(), response);
    complete(entry);
  }

  private void complete(OpenExample entry) {
    entry.missing--;
    if (entry.missing == 0) {
      open.remove(entry.example.id());
      results.accept(result(entry));
    }
  }

  private ExampleResult result(OpenExample entry) {
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
    Optional<Score> score = Optional.empty();
    Optional<String> failure = Optional.ofNullable(entry.failure);
    if (failure.isEmpty()) {
      try {
        score = Optional.of(benchmark.score(entry.example, outputs));
      } catch (RuntimeException e) {
        failure = Optional.of("the benchmark could not score the output: " + e);
      }
    }
    Example example = entry.example;
    return new ExampleResult(
        model,
        benchmark.card().name(),
        example.id(),
        example.contentHash(),
        example.fields(),
        example.target(),
        prompt(entry.requests),
        outputs.stream().map(BenchmarkRun::text).toList(),
        score,
        failure,
        usage,
        traced.contains(example.id()) ? trace : Optional.empty(),
        entry.cached);
  }

  private static String prompt(List<? extends Request> requests) {
    Request first = requests.get(0);
    if (first instanceof TextGenerationRequest generation) {
      return generation.prompt();
    }
    return first instanceof TextScoringRequest scoring ? scoring.context() : "";
  }

  private static String text(Object output) {
    return output instanceof GeneratedText generated ? generated.text() : Json.line(output);
  }
}
