package dev.assay.run;

import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.result.ExampleResult;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A model's turn on what is left to do of a benchmark: every finished example is in the journal
 * before the next event. Used by one thread.
 */
final class Turn {
  private final String model;
  private final ModelRun run;
  private final PlannedBenchmark planned;
  private final Map<String, Long> positions;
  private final RunJournal journal;
  private final Consumer<RunEvent> events;
  private final BenchmarkRun<?, ?> work;
  private Consumer<ExampleResult> afterEach = result -> {};

  /**
   * A turn to come.
   *
   * @param positions ids of the open examples, each with its place in the order of the plan
   * @param events told of everything that happens
   */
  Turn(
      String model,
      ModelRun run,
      PlannedBenchmark planned,
      Map<String, Long> positions,
      RunJournal journal,
      Consumer<RunEvent> events) {
    this.model = model;
    this.run = run;
    this.planned = planned;
    this.positions = positions;
    this.journal = journal;
    this.events = events;
    this.work =
        run.prepare(
            planned.benchmark(),
            planned.examples().stream().filter(e -> positions.containsKey(e.id())).toList(),
            this::take);
  }

  /** Begins with what can be done before the model is free. */
  void begin() {
    work.begin();
  }

  /** Lets the model take part in that. Called while it is at rest. */
  void beNext() {
    run.lookAhead(work);
  }

  /**
   * Runs the examples.
   *
   * @param lap a killed run forgets where its time went since the last lap, at most so long
   * @param whenBusy done once the engine is at work
   */
  void play(Duration lap, Runnable whenBusy) {
    events.accept(new RunEvent.BenchmarkStarted(model, planned.name(), positions.size()));
    Stopwatch stopwatch = new Stopwatch(run);
    afterEach =
        result -> {
          whenBusy.run();
          if (stopwatch.elapsed().compareTo(lap) >= 0) {
            journal.add(stopwatch.lap(model, planned.name()));
          }
        };
    run.run(work);
    journal.add(stopwatch.lap(model, planned.name()));
  }

  private void take(ExampleResult result) {
    journal.add(Objects.requireNonNull(positions.get(result.example())), result);
    events.accept(new RunEvent.ExampleFinished(result));
    afterEach.accept(result);
  }
}
