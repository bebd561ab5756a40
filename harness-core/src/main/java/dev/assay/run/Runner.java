package dev.assay.run;

import dev.assay.SetupException;
import dev.assay.benchmark.Example;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.plan.Planner;
import dev.assay.result.ExampleResult;
import dev.assay.result.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Carries out a plan on this machine: one model after the other, each on all benchmarks. Every
 * finished example is in the journal before the next event; a run that was killed continues where
 * it was.
 */
public final class Runner {
  /** A killed run forgets where its time went since the last lap, at most so long. */
  private static final Duration LAP = Duration.ofSeconds(10);

  private final Planner planner;
  private final Optional<Path> cacheFolder;
  private final List<RunObserver> observers;
  private final Duration lap;

  /**
   * A runner.
   *
   * @param planner opens the models
   * @param cacheFolder where responses are kept across runs; empty to ask always
   * @param observers told of everything that happens
   */
  public Runner(Planner planner, Optional<Path> cacheFolder, List<RunObserver> observers) {
    this(planner, cacheFolder, observers, LAP);
  }

  Runner(Planner planner, Optional<Path> cacheFolder, List<RunObserver> observers, Duration lap) {
    this.planner = planner;
    this.cacheFolder = cacheFolder;
    this.observers = List.copyOf(observers);
    this.lap = lap;
  }

  /**
   * What a run yields.
   *
   * @param examples every finished example, in the order of the plan
   * @param timings where the time went, in pieces: those of a model and benchmark add up, over all
   *     attempts
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
   * @throws SetupException if the journal belongs to another plan, is damaged or in use, or a model
   *     can no longer be opened
   * @throws dev.assay.RunException if results cannot be written
   */
  public Finished run(Plan plan, Path journalFile) {
    try (RunJournal journal = RunJournal.open(journalFile, plan.hash())) {
      refuseOtherExamples(plan, journal, journalFile);
      tell(
          new RunEvent.Started(
              plan.totalExamples(), journal.finished().size(), journal.tornBytes()));
      long position = 0;
      for (PlannedModel model : plan.models()) {
        runModel(plan, model, position, journal);
        position += plan.totalExamples() / plan.models().size();
      }
      return new Finished(inOrder(plan, journal), List.copyOf(journal.timings()));
    }
  }

  private void tell(RunEvent event) {
    observers.forEach(observer -> observer.on(event));
  }

  /** The plan's hash trusts what benchmarks say of their data; this does not. */
  private static void refuseOtherExamples(Plan plan, RunJournal journal, Path file) {
    for (PlannedBenchmark planned : plan.benchmarks()) {
      for (Example example : planned.examples()) {
        for (PlannedModel model : plan.models()) {
          ExampleResult result = journal.finished().get(key(model, planned, example));
          if (result != null && !result.contentHash().equals(example.contentHash())) {
            throw new SetupException(
                "example '%s' of benchmark '%s' is no longer the one whose result %s holds; choose another folder with --output"
                    .formatted(example.id(), planned.name(), file));
          }
        }
      }
    }
  }

  private static RunJournal.Key key(PlannedModel model, PlannedBenchmark planned, Example example) {
    return new RunJournal.Key(model.spec().name(), planned.name(), example.id());
  }

  private static List<ExampleResult> inOrder(Plan plan, RunJournal journal) {
    List<ExampleResult> results = new ArrayList<>();
    for (PlannedModel model : plan.models()) {
      for (PlannedBenchmark planned : plan.benchmarks()) {
        for (Example example : planned.examples()) {
          results.add(Objects.requireNonNull(journal.finished().get(key(model, planned, example))));
        }
      }
    }
    return List.copyOf(results);
  }

  /**
   * What is left to do of a benchmark.
   *
   * @param positions ids of the open examples, each with its place in the order of the plan
   */
  private record Open(PlannedBenchmark planned, Map<String, Long> positions) {}

  private static List<Open> open(Plan plan, PlannedModel model, long first, RunJournal journal) {
    List<Open> parts = new ArrayList<>();
    long position = first;
    for (PlannedBenchmark planned : plan.benchmarks()) {
      Map<String, Long> positions = new LinkedHashMap<>();
      for (Example example : planned.examples()) {
        if (!journal.finished().containsKey(key(model, planned, example))) {
          positions.put(example.id(), position);
        }
        position++;
      }
      if (!positions.isEmpty()) {
        parts.add(new Open(planned, positions));
      }
    }
    return parts;
  }

  private void runModel(Plan plan, PlannedModel planned, long first, RunJournal journal) {
    List<Open> parts = open(plan, planned, first, journal);
    if (parts.isEmpty()) {
      return;
    }
    try (ModelRun model =
        new ModelRun(
            planner,
            planned,
            plan.settings(),
            cacheFolder,
            warning -> tell(new RunEvent.Warning(warning)))) {
      Turn turn = turn(planned, model, parts.get(0), journal);
      turn.begin();
      model.open();
      for (Open part : parts.subList(1, parts.size())) {
        Turn next = turn(planned, model, part, journal);
        next.beNext();
        turn.play(lap, next::begin);
        turn = next;
      }
      turn.play(lap, () -> {});
    }
  }

  private Turn turn(PlannedModel model, ModelRun run, Open part, RunJournal journal) {
    return new Turn(
        model.spec().name(), run, part.planned(), part.positions(), journal, this::tell);
  }
}
