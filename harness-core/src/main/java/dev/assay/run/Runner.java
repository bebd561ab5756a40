package dev.assay.run;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.model.Ability;
import dev.assay.model.BenchmarkAware;
import dev.assay.model.Model;
import dev.assay.model.Request;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.plan.Planner;
import dev.assay.result.ExampleResult;
import dev.assay.result.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carries out a plan on this machine: one model after the other, each on all benchmarks. Every
 * finished example is in the journal before the next event; a run that was killed continues where
 * it was.
 */
public final class Runner {
  private final Planner planner;
  private final Optional<Path> cacheFolder;
  private final List<RunObserver> observers;

  /**
   * A runner.
   *
   * @param planner opens the models
   * @param cacheFolder where responses are kept across runs; empty to ask always
   * @param observers told of everything that happens
   */
  public Runner(Planner planner, Optional<Path> cacheFolder, List<RunObserver> observers) {
    this.planner = planner;
    this.cacheFolder = cacheFolder;
    this.observers = List.copyOf(observers);
  }

  /**
   * What a run yields.
   *
   * @param examples every finished example, in the order of the plan
   * @param timings one for each model and benchmark and attempt
   */
  public record Finished(List<ExampleResult> examples, List<Timing> timings) {}

  /**
   * Whether a journal belongs to a plan; then {@link #run} would continue it.
   *
   * @param journal the journal's file; need not exist
   */
  public static boolean continues(Path journal, String planHash) {
    return RunJournal.planOf(journal).equals(Optional.of(planHash));
  }

  /**
   * Runs whatever of the plan is not yet in the journal.
   *
   * @param journalFile the journal, new or of an earlier attempt
   */
  public Finished run(Plan plan, Path journalFile) {
    try (RunJournal journal = new RunJournal(journalFile, plan.hash())) {
      tell(
          new RunEvent.Started(
              plan.totalExamples(), journal.finished().size(), journal.tornBytes()));
      for (PlannedModel model : plan.models()) {
        runModel(plan, model, journal);
      }
      return new Finished(inOrder(plan, journal), List.copyOf(journal.timings()));
    }
  }

  private void tell(RunEvent event) {
    observers.forEach(observer -> observer.on(event));
  }

  private static List<ExampleResult> inOrder(Plan plan, RunJournal journal) {
    List<ExampleResult> results = new ArrayList<>();
    for (PlannedModel model : plan.models()) {
      for (PlannedBenchmark planned : plan.benchmarks()) {
        for (Example example : planned.examples()) {
          results.add(
              journal
                  .finished()
                  .get(new RunJournal.Key(model.spec().name(), planned.name(), example.id())));
        }
      }
    }
    return results;
  }

  private void runModel(Plan plan, PlannedModel planned, RunJournal journal) {
    Map<PlannedBenchmark, List<Example>> toDo = new java.util.LinkedHashMap<>();
    for (PlannedBenchmark benchmark : plan.benchmarks()) {
      List<Example> open = open(planned.spec().name(), benchmark, journal);
      if (!open.isEmpty()) {
        toDo.put(benchmark, open);
      }
    }
    if (toDo.isEmpty()) {
      return;
    }
    try (Model model = planner.open(planned.spec(), plan.settings());
        OptionalCache cache = cache(planned)) {
      toDo.forEach(
          (benchmark, examples) ->
              runBenchmark(
                  plan, planned, model, benchmark.benchmark(), examples, cache.cache(), journal));
    }
  }

  private static List<Example> open(String model, PlannedBenchmark planned, RunJournal journal) {
    return planned.examples().stream()
        .filter(
            e -> !journal.finished().containsKey(new RunJournal.Key(model, planned.name(), e.id())))
        .toList();
  }

  /** A cache that may be absent, so that one try statement closes both. */
  private record OptionalCache(Optional<ResponseCache> cache) implements AutoCloseable {
    @Override
    public void close() {
      cache.ifPresent(ResponseCache::close);
    }
  }

  /** Models that look at the benchmark answer by example, not by request: no cache fits them. */
  private OptionalCache cache(PlannedModel planned) {
    return new OptionalCache(
        cacheFolder
            .filter(f -> !planned.seesBenchmark())
            .map(f -> new ResponseCache(f, planned.fingerprint())));
  }

  private <Q extends Request, O> void runBenchmark(
      Plan plan,
      PlannedModel planned,
      Model model,
      Benchmark<Q, O> benchmark,
      List<Example> examples,
      Optional<ResponseCache> cache,
      RunJournal journal) {
    String name = planned.spec().name();
    String benchmarkName = benchmark.card().name();
    tell(new RunEvent.BenchmarkStarted(name, benchmarkName, examples.size()));
    Ability<Q, O> ability =
        model
            .ability(benchmark.ability())
            .orElseThrow(
                () -> new SetupException("model '" + name + "' lost an ability it had before"));
    Ability<Q, O> guarded =
        new GuardedAbility<>(ability, Duration.ofSeconds(plan.settings().timeoutSeconds()));
    BenchmarkRun<Q, O> run =
        new BenchmarkRun<>(
            name,
            benchmark,
            plan.settings().seed(),
            traced(plan, benchmark),
            cache,
            result -> {
              journal.add(result);
              tell(new RunEvent.ExampleFinished(result));
            });
    Stopwatch stopwatch = new Stopwatch(model);
    if (model instanceof BenchmarkAware aware) {
      aware.begin(benchmark);
    }
    run.run(examples, guarded);
    journal.add(stopwatch.timing(name, benchmarkName));
  }

  private static Set<String> traced(Plan plan, Benchmark<?, ?> benchmark) {
    return benchmark.examples().stream()
        .limit(plan.settings().traceExamples())
        .map(Example::id)
        .collect(Collectors.toSet());
  }

  /** Measures wall time and the engine's share of it. */
  private static final class Stopwatch {
    private final Model model;
    private final long start = System.nanoTime();
    private final Optional<Duration> engineStart;

    Stopwatch(Model model) {
      this.model = model;
      this.engineStart = model.engineTime();
    }

    Timing timing(String name, String benchmark) {
      double wall = (System.nanoTime() - start) / 1e9;
      OptionalDouble engine =
          engineStart.isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(
                  model.engineTime().orElseThrow().minus(engineStart.get()).toNanos() / 1e9);
      return new Timing(name, benchmark, wall, engine);
    }
  }
}
