package dev.assay.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.model.Ability;
import dev.assay.model.GeneratedText;
import dev.assay.model.Prepared;
import dev.assay.model.Request;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One model on one benchmark: asks for the examples that are still to do and turns each complete
 * set of answers into a result. Whatever the benchmark throws becomes a failed example.
 */
final class BenchmarkRun<Q extends Request, O> implements AutoCloseable {
  private final Benchmark<Q, O> benchmark;
  private final List<Example> examples;
  private final long seed;
  private final Set<String> traced;
  private final Optional<ResponseCache> cache;
  private final ResultOfExample<Q, O> result;
  private final Consumer<ExampleResult> results;
  private final Map<String, OpenExample<Q, O>> open = new HashMap<>();
  private @Nullable Ability<Q, O> ability;
  private @Nullable CompletableFuture<Opened> opening;
  private @Nullable CompletableFuture<Prepared<O>> preparing;

  /**
   * Prepares the run.
   *
   * @param examples the examples that are still to do
   * @param traced ids of the examples whose trace is kept
   * @param results takes each finished example
   */
  BenchmarkRun(
      String model,
      Benchmark<Q, O> benchmark,
      List<Example> examples,
      long seed,
      Set<String> traced,
      Optional<ResponseCache> cache,
      Consumer<ExampleResult> results) {
    this.benchmark = benchmark;
    this.examples = List.copyOf(examples);
    this.seed = seed;
    this.traced = Set.copyOf(traced);
    this.cache = cache;
    this.result = new ResultOfExample<>(model, benchmark, this.traced);
    this.results = results;
  }

  Benchmark<Q, O> benchmark() {
    return benchmark;
  }

  /** All examples, and the requests whose answers are not known. */
  private final class Opened {
    final List<OpenExample<Q, O>> entries;
    final List<Q> toAsk = new ArrayList<>();

    Opened(List<OpenExample<Q, O>> entries) {
      this.entries = entries;
      for (OpenExample<Q, O> entry : entries) {
        for (int i = 0; i < entry.responses.size(); i++) {
          if (entry.responses.get(i) == null) {
            toAsk.add(entry.requests.get(i));
          }
        }
      }
    }
  }

  /** Says what answers the requests; if said before they are made, it prepares them too. */
  void answerWith(Ability<Q, O> answering) {
    ability = answering;
  }

  /**
   * Begins in the background, if that has not begun, to make the requests and to prepare them:
   * while the engine is busy with another benchmark it costs no time.
   */
  void begin() {
    if (opening == null) {
      opening =
          CompletableFuture.supplyAsync(
              () -> new Opened(examples.parallelStream().map(this::opened).toList()));
      Ability<Q, O> known = ability;
      if (known != null) {
        preparing = opening.thenApply(opened -> known.prepare(opened.toAsk));
      }
    }
  }

  /** Runs the examples. */
  void run() {
    begin();
    Opened opened = Objects.requireNonNull(opening).join();
    for (OpenExample<Q, O> entry : opened.entries) {
      if (entry.missing == 0) {
        results.accept(result.of(entry));
      } else {
        open.put(entry.example.id(), entry);
      }
    }
    if (opened.toAsk.isEmpty()) {
      return;
    }
    if (preparing == null) {
      Objects.requireNonNull(ability).respond(opened.toAsk, new Sink());
    } else {
      preparing.join().respond(new Sink());
    }
  }

  /** Lets go of what was prepared. */
  @Override
  public void close() {
    if (preparing != null) {
      preparing.join().close();
    }
  }

  /** The example with its requests and the answers that the cache knows. */
  private OpenExample<Q, O> opened(Example example) {
    try {
      List<Q> requests = requests(example);
      List<Optional<Response<O>>> known =
          requests.stream()
              .map(request -> cache.flatMap(c -> c.find(benchmark.ability(), request)))
              .toList();
      return new OpenExample<>(example, requests, known);
    } catch (Throwable e) { // also errors: one bad example must not end the run
      OpenExample<Q, O> failed = new OpenExample<>(example, List.of(), List.of());
      failed.failure = "the benchmark could not make the request: " + Cause.of(e);
      failed.cached = false;
      return failed;
    }
  }

  private List<Q> requests(Example example) {
    String name = benchmark.card().name();
    long exampleSeed = ExampleSeed.of(seed, benchmark.card().original(), example.id());
    List<Q> requests = List.copyOf(benchmark.requests(example, exampleSeed));
    if (requests.isEmpty()) {
      throw new IllegalStateException("there is none");
    }
    for (int i = 0; i < requests.size(); i++) {
      RequestId expected = new RequestId(name, example.id(), i);
      if (!requests.get(i).id().equals(expected)) {
        throw new IllegalStateException(
            "its id is %s instead of %s".formatted(requests.get(i).id(), expected));
      }
    }
    return requests;
  }

  private final class Sink implements ResponseSink<O> {
    @Override
    public void accept(RequestId id, Response<O> response) {
      OpenExample<Q, O> entry = openExample(id);
      try {
        keep(id, entry, response);
      } catch (IllegalArgumentException e) {
        fail(id, "the answer cannot be written as JSON: " + Cause.of(e));
        return;
      }
      entry.responses.set(id.index(), response);
      complete(entry);
    }

    @Override
    public void fail(RequestId id, String cause) {
      OpenExample<Q, O> entry = openExample(id);
      entry.failure = entry.failure == null ? cause : entry.failure;
      complete(entry);
    }

    @Override
    public boolean wantsTrace(RequestId id) {
      return traceKept(id);
    }
  }

  /**
   * Plain text can always be written; everything else is tried before it counts as an answer. A
   * trace that nobody keeps is not looked at, since it may be far longer than the answer.
   */
  private void keep(RequestId id, OpenExample<Q, O> entry, Response<O> response) {
    Response<O> kept = traceKept(id) ? response : response.withoutTrace();
    boolean plain = kept.output() instanceof GeneratedText && kept.trace().isEmpty();
    if (plain && cache.isEmpty()) {
      return;
    }
    JsonNode written = Json.mapper().valueToTree(kept);
    cache.ifPresent(c -> c.put(benchmark.ability(), entry.requests.get(id.index()), written));
  }

  private boolean traceKept(RequestId id) {
    return cache.isPresent() || traced.contains(id.example());
  }

  private OpenExample<Q, O> openExample(RequestId id) {
    return Objects.requireNonNull(open.get(id.example()), () -> "no open example " + id);
  }

  private void complete(OpenExample<Q, O> entry) {
    entry.missing--;
    if (entry.missing == 0) {
      open.remove(entry.example.id());
      results.accept(result.of(entry));
    }
  }
}
