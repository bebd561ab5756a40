package dev.assay.reports;

import dev.assay.Sha256;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Score;
import dev.assay.model.GeneratedText;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.plan.Settings;
import dev.assay.result.ExampleResult;
import dev.assay.result.Manifest;
import dev.assay.result.RunResult;
import dev.assay.result.Timing;
import dev.assay.summary.Summarizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;

/**
 * A run for tests. The models are made up: each answers right with a given probability, drawn from
 * a seed, and spoils its answer otherwise. The numbers are not: the core's summariser computes them
 * from the answers, as in every run.
 */
final class SampleRun {
  private static final List<Speaker> SPEAKERS =
      List.of(
          new Speaker("bpe-small", "tokenized", false, 0.58, 0.9e6, 0.004),
          new Speaker("bytes-small", "blt", false, 0.64, 1.7e6, 0.0095),
          new Speaker("thoughts-small", "coconut", false, 0.41, 2.6e6, 0.013),
          new Speaker("majority-label", "trivial", true, 0.12, 0, 0.00002));

  private SampleRun() {}

  /**
   * When a run was made, which decides on what the models answer.
   *
   * @param seed of the lots that they draw
   * @param started ISO 8601
   * @param gains by model, how much likelier right answers are than on the first day
   */
  record Day(String seed, String started, Map<String, Double> gains) {
    static final Day FIRST = new Day("", "2026-03-14T09:26:53Z", Map.of());

    double gain(Speaker speaker) {
      return gains.getOrDefault(speaker.name(), 0.0);
    }

    /** Models that answer alike on both days draw the same lots. */
    String seed(Speaker speaker) {
      return gains.containsKey(speaker.name()) ? seed : "";
    }
  }

  /** Four models, three groups, failures, traces and hostile texts. */
  static RunResult small() {
    return run("sample <suite>", SampleTasks.small(), Day.FIRST, Optional::of);
  }

  /**
   * The same on another day: one model better, one worse, two the same. The last twenty examples of
   * a task are missing, and the first has another content.
   */
  static RunResult smallLater() {
    Day day =
        new Day("later", "2026-03-15T09:26:53Z", Map.of("bpe-small", 0.35, "bytes-small", -0.45));
    return run("sample <suite>", SampleTasks.small(), day, SampleRun::changed);
  }

  private static Optional<ExampleResult> changed(ExampleResult e) {
    if (!e.benchmark().equals("letters/first")) {
      return Optional.of(e);
    }
    int number = Integer.parseInt(e.example());
    if (number >= 40) {
      return Optional.empty();
    }
    return number > 0 ? Optional.of(e) : Optional.of(withAnotherWord(e));
  }

  private static ExampleResult withAnotherWord(ExampleResult e) {
    return new ExampleResult(
        e.model(),
        e.benchmark(),
        e.example(),
        Sha256.of("another"),
        Map.of("word", "another"),
        e.target(),
        e.prompt().replace("orchard", "another"),
        e.outputs(),
        e.score(),
        e.failure(),
        e.usage(),
        e.trace(),
        e.cached());
  }

  /** Fourteen tasks of a given size, to see how large and slow a report becomes. */
  static RunResult large(int examples) {
    return large(examples, Day.FIRST);
  }

  /** The same on any day. */
  static RunResult large(int examples, Day day) {
    return run("large", SampleTasks.fourteen(examples), day, Optional::of);
  }

  private static RunResult run(
      String suite,
      List<WordTask> tasks,
      Day day,
      Function<ExampleResult, Optional<ExampleResult>> kept) {
    List<PlannedModel> models = SPEAKERS.stream().map(s -> s.planned(day.seed(s))).toList();
    List<PlannedBenchmark> benchmarks =
        tasks.stream().map(t -> new PlannedBenchmark(t, t.examples())).toList();
    Plan plan = new Plan(suite, Settings.DEFAULT, models, benchmarks);
    List<ExampleResult> results = new ArrayList<>();
    List<Timing> timings = new ArrayList<>();
    for (Speaker speaker : SPEAKERS) {
      for (WordTask task : tasks) {
        for (int i = 0; i < task.examples().size(); i++) {
          kept.apply(result(speaker, task, i, day)).ifPresent(results::add);
        }
        double wall = speaker.pace() * task.examples().size();
        timings.add(
            new Timing(
                speaker.name(),
                task.name(),
                wall,
                speaker.sees() ? OptionalDouble.empty() : OptionalDouble.of(wall * 0.962)));
      }
    }
    return new RunResult(
        manifest(plan, day), Summarizer.summarize(plan, results, timings), results);
  }

  private static ExampleResult result(Speaker speaker, WordTask task, int i, Day day) {
    Example example = task.examples().get(i);
    String lot = day.seed(speaker) + speaker.name() + task.name() + i;
    Random random = new Random(Sha256.of(lot).hashCode());
    String output = speaker.output(task, example, random, day.gain(speaker));
    boolean fails =
        speaker.family().equals("coconut") && task.name().equals("letters/reverse") && i % 20 == 7;
    Optional<Score> score =
        fails
            ? Optional.empty()
            : Optional.of(
                task.score(example, List.of(new GeneratedText(output, GeneratedText.Finish.STOP))));
    return new ExampleResult(
        speaker.name(),
        task.name(),
        example.id(),
        example.contentHash(),
        example.fields(),
        example.target(),
        task.prompt(example),
        fails ? List.of() : List.of(output),
        score,
        fails ? Optional.of("no answer within 600 s <b>\u001b[0m") : Optional.empty(),
        speaker.usage(task.prompt(example), output),
        speaker.trace(i),
        false);
  }

  private static Manifest manifest(Plan plan, Day day) {
    return new Manifest(
        1,
        "0.1.0",
        plan.suite(),
        plan.hash(),
        List.of("assay", "run", "sample suite.yaml", "--device", "cpu"),
        day.started(),
        Map.of("device", "cpu", "seed", "0", "batch-size", "64", "threads", "2"),
        Map.of("os", "Linux 6.1 amd64", "java", "17.0.10", "onnxruntime", "1.29.0"),
        plan.models().stream()
            .map(
                m ->
                    new Manifest.ModelEntry(
                        m.card(),
                        m.spec().provider(),
                        m.spec().options(),
                        m.fingerprint(),
                        m.seesBenchmark()))
            .toList(),
        plan.benchmarks().stream()
            .map(
                b ->
                    new Manifest.BenchmarkEntry(
                        b.benchmark().card(), b.examples().size(), b.examples().size()))
            .toList());
  }

  /** The same run without any example, as if every model had been stopped at once. */
  static RunResult withoutExamples(RunResult run) {
    return new RunResult(run.manifest(), run.summary(), Collections.emptyList());
  }
}
