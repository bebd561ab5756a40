package dev.assay.run;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.model.Ability;
import dev.assay.model.BenchmarkAware;
import dev.assay.model.Model;
import dev.assay.model.Request;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.plan.Planner;
import dev.assay.plan.Settings;
import dev.assay.result.ExampleResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An opened model at work on benchmarks. Whatever the model does, every example that it is given
 * ends as a result, a failed one if need be. Used by one thread.
 */
public final class ModelRun implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Planner planner;
  private final PlannedModel planned;
  private final Settings settings;
  private final Optional<ResponseCache> cache;
  private final Consumer<String> warnings;
  private final Patience patience;
  private @Nullable Model model;
  private @Nullable BenchmarkRun<?, ?> ahead;

  /**
   * A run of a model that is yet to be opened.
   *
   * @param cacheFolder where responses are kept across runs; not used for models that look at the
   *     benchmark, which answer by example rather than by request
   * @param warnings takes what the user should know
   */
  ModelRun(
      Planner planner,
      PlannedModel planned,
      Settings settings,
      Optional<Path> cacheFolder,
      Consumer<String> warnings) {
    this.planner = planner;
    this.planned = planned;
    this.settings = settings;
    this.cache =
        planned.seesBenchmark()
            ? Optional.empty()
            : cacheFolder.flatMap(f -> ResponseCache.open(f, planned.fingerprint(), warnings));
    this.warnings = warnings;
    Duration timeout = Duration.ofSeconds(settings.timeoutSeconds());
    this.patience = new Patience(timeout, timeout.compareTo(GRACE) < 0 ? timeout : GRACE);
  }

  /**
   * A run of a model, opened, without a cache.
   *
   * @param warnings takes what the user should know
   * @throws dev.assay.SetupException if the model cannot be opened
   */
  public static ModelRun open(
      Planner planner, PlannedModel planned, Settings settings, Consumer<String> warnings) {
    ModelRun run = new ModelRun(planner, planned, settings, Optional.empty(), warnings);
    run.open();
    return run;
  }

  /**
   * Opens the model. What is {@link #prepare prepared} before that can begin meanwhile.
   *
   * @throws dev.assay.SetupException if it cannot be opened
   */
  void open() {
    model = planner.open(planned.spec(), settings);
  }

  private Model model() {
    return Objects.requireNonNull(model, "the model is not open");
  }

  /**
   * Runs examples of a benchmark.
   *
   * @param results takes each finished example, in the caller's thread, in the order of finishing
   */
  public <Q extends Request, O> void run(
      Benchmark<Q, O> benchmark, List<Example> examples, Consumer<ExampleResult> results) {
    run(prepare(benchmark, examples, results));
  }

  /** A run of examples of a benchmark, for {@link #run(BenchmarkRun)}. */
  <Q extends Request, O> BenchmarkRun<Q, O> prepare(
      Benchmark<Q, O> benchmark, List<Example> examples, Consumer<ExampleResult> results) {
    return new BenchmarkRun<>(
        planned.spec().name(),
        benchmark,
        examples,
        settings.seed(),
        traced(benchmark),
        cache,
        results);
  }

  /**
   * Lets the model prepare the requests of the benchmark that comes next, once they are made. A
   * model that looks at benchmarks is not told of one before its turn.
   */
  <Q extends Request, O> void lookAhead(BenchmarkRun<Q, O> next) {
    if (!planned.seesBenchmark()) {
      next.answerWith(ability(next.benchmark()));
      ahead = next;
    }
  }

  <Q extends Request, O> void run(BenchmarkRun<Q, O> prepared) {
    if (prepared != ahead) {
      prepared.answerWith(ability(prepared.benchmark()));
    }
    try (prepared) {
      prepared.run();
    }
  }

  /** The model's ability under guard; if it cannot even begin, one that fails every request. */
  private <Q extends Request, O> Ability<Q, O> ability(Benchmark<Q, O> benchmark) {
    if (patience.exhausted()) {
      return failing(patience.why());
    }
    try {
      if (model() instanceof BenchmarkAware aware) {
        aware.begin(benchmark);
      }
      return new GuardedAbility<>(
          model()
              .ability(benchmark.ability())
              .orElseThrow(() -> new IllegalStateException("the model lost the ability")),
          patience);
    } catch (Throwable e) { // also errors: one bad benchmark must not end the run
      return failing("the model could not begin: " + Cause.of(e));
    }
  }

  private static <Q extends Request, O> Ability<Q, O> failing(String cause) {
    return (requests, sink) -> requests.forEach(request -> sink.fail(request.id(), cause));
  }

  private Set<String> traced(Benchmark<?, ?> benchmark) {
    return benchmark.examples().stream()
        .limit(settings.traceExamples())
        .map(Example::id)
        .collect(Collectors.toSet());
  }

  /** Time so far inside the model's inference engine, where it has one. */
  Optional<Duration> engineTime() {
    try {
      return model().engineTime();
    } catch (RuntimeException e) { // a clock that fails is no reason to stop
      return Optional.empty();
    }
  }

  /** Closes the cache and the model, unless a thread is still inside it. */
  @Override
  public void close() {
    try {
      cache.ifPresent(ResponseCache::close);
    } finally {
      if (ahead != null) {
        ahead.close();
      }
      closeModel();
    }
  }

  private void closeModel() {
    if (model == null) {
      return;
    }
    if (patience.lost()) {
      warnings.accept(
          "model '%s' hangs and is left open until Assay ends: native code cannot be stopped"
              .formatted(planned.spec().name()));
      return;
    }
    try {
      model.close();
    } catch (RuntimeException e) {
      warnings.accept(
          "model '%s' could not be closed: %s".formatted(planned.spec().name(), Cause.of(e)));
    }
  }
}
