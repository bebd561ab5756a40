package dev.assay.lmeval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.model.Usage;
import dev.assay.result.CostResult;
import dev.assay.result.ExampleResult;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.MetricResult;
import dev.assay.result.RunResult;
import dev.assay.result.RunSummary;
import dev.assay.statistics.Interval;
import dev.assay.statistics.NormalApproximation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a run of what lm-evaluation-harness wrote: its results file, and the samples beside it.
 *
 * <p>Each task and filter is a benchmark, {@code lm-eval/TASK} or {@code lm-eval/TASK/FILTER}. All
 * numbers and standard errors are the results file's own. Where a number is the mean of the
 * samples' values, they are the examples' scores; other numbers (BLEU, perplexity, size-weighted
 * groups) have none. A file that {@link LmEvalReport} wrote gives back the benchmarks and the model
 * as they were.
 */
public final class LmEvalImport {
  private static final String GROUP = "lm-eval";

  private final ResultsFile results;
  private final OutputFiles files;
  private final String model;
  private final StatedRun stated;
  private final List<BenchmarkEntry> benchmarks = new ArrayList<>();
  private final List<MetricResult> metrics = new ArrayList<>();
  private final List<CostResult> costs = new ArrayList<>();
  private final List<ExampleResult> examples = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private LmEvalImport(ResultsFile results, OutputFiles files, Optional<String> name) {
    this.results = results;
    this.files = files;
    this.stated = new StatedRun(results);
    this.model = name.orElseGet(stated::modelName);
  }

  /**
   * What was read.
   *
   * @param run the run, complete
   * @param notes what a reader of its numbers should know, one sentence each
   */
  public record Imported(RunResult run, List<String> notes) {}

  /**
   * Reads an evaluation.
   *
   * @param place its results file, the folder it lies in, or the folder above
   * @param name what to call the model; empty for what the file calls it
   * @param assayVersion for the manifest
   * @param commandLine for the manifest
   * @throws SetupException if a file is missing, malformed, or does not fit the others
   */
  public static Imported read(
      Path place, Optional<String> name, String assayVersion, List<String> commandLine) {
    OutputFiles files = OutputFiles.at(place);
    LmEvalImport work = new LmEvalImport(ResultsFile.read(files.results()), files, name);
    work.results.tasks().forEach(work::addTask);
    work.results.groups().forEach(work::addGroup);
    if (work.examples.isEmpty()) {
      throw new SetupException("%s holds no task".formatted(files.results()));
    }
    Manifest manifest =
        work.stated.manifest(work.model, work.benchmarks, assayVersion, commandLine);
    long failures = work.examples.stream().filter(e -> e.failure().isPresent()).count();
    RunSummary summary =
        new RunSummary(
            work.metrics, work.costs, List.of(), work.examples.size(), failures, List.of());
    return new Imported(new RunResult(manifest, summary, work.examples), List.copyOf(work.notes));
  }

  private void addTask(String task) {
    SamplesFile samples = SamplesFile.read(files.samples(task), task);
    Map<String, List<ResultsFile.Number>> numbers = results.numbers(task);
    if (numbers.isEmpty()) {
      throw new SetupException("%s has no number for the task %s".formatted(results.file(), task));
    }
    Optional<BenchmarkEntry> own = stated.benchmark(task);
    if (own.isPresent()) {
      addOwn(own.get(), samples, numbers);
      return;
    }
    int effective = results.at("n-samples", task, "effective").asInt(0);
    numbers.forEach(
        (filter, list) -> {
          String name = name(task, filter);
          List<ExampleResult> finished =
              samples.of(filter, effective).stream().map(s -> s.example(model, name)).toList();
          int total = results.at("n-samples", task, "original").asInt(finished.size());
          benchmarks.add(new BenchmarkEntry(card(task, filter), finished.size(), total));
          list.forEach(number -> addNumber(name, task, number, finished));
          costs.add(new CostResult(model, name, finished.size(), Usage.NONE));
          examples.addAll(finished);
        });
  }

  /** A benchmark as Assay wrote it: its filters are metrics of one benchmark again. */
  private void addOwn(
      BenchmarkEntry own, SamplesFile samples, Map<String, List<ResultsFile.Number>> numbers) {
    String name = own.card().name();
    int effective = results.at("n-samples", name, "effective").asInt(0);
    List<FilteredMetric> metrics = new ArrayList<>();
    List<List<Sample>> byFilter = new ArrayList<>();
    numbers.forEach(
        (filter, list) -> {
          byFilter.add(samples.of(filter, effective));
          list.forEach(number -> metrics.add(new FilteredMetric(number.metric(), filter)));
        });
    List<ExampleResult> finished = new ArrayList<>();
    for (int i = 0; i < byFilter.get(0).size(); i++) {
      int line = i;
      List<Sample> same = byFilter.stream().map(lines -> lines.get(line)).toList();
      finished.add(Sample.example(same, metrics, model, name));
    }
    benchmarks.add(own);
    numbers.forEach(
        (filter, list) ->
            list.forEach(number -> addNumber(name, name, number.ofFilter(filter), finished)));
    costs.add(new CostResult(model, name, finished.size(), Usage.NONE));
    examples.addAll(finished);
  }

  private void addNumber(
      String benchmark, String task, ResultsFile.Number number, List<ExampleResult> finished) {
    double[] values =
        finished.stream()
            .flatMap(e -> e.score().stream())
            .mapToDouble(s -> s.values().getOrDefault(number.metric(), Double.NaN))
            .toArray();
    double mean = NormalApproximation.mean(values);
    boolean isMean = Math.abs(mean - number.value()) <= 1e-9 * Math.max(1, Math.abs(mean));
    if (!isMean && !Double.isNaN(number.value())) {
      notes.add(
          "%s: %s is the results file's own; it is not the mean of values of the samples."
              .formatted(benchmark, number.metric()));
    }
    boolean rightOrWrong = isMean && Arrays.stream(values).allMatch(v -> v == 0 || v == 1);
    String unit = results.unit(task, number.metric());
    Interval interval =
        rightOrWrong && unit.equals("%")
            ? NormalApproximation.wilson(number.value(), values.length)
            : NormalApproximation.around(number.value(), number.standardError());
    metrics.add(row(benchmark, task, number, interval, values.length, finished.size()));
  }

  private MetricResult row(
      String benchmark,
      String task,
      ResultsFile.Number number,
      Interval interval,
      long scored,
      long all) {
    return new MetricResult(
        model,
        benchmark,
        number.metric(),
        results.unit(task, number.metric()),
        results.direction(task, number.metric()),
        number.value(),
        number.standardError(),
        interval.low(),
        interval.high(),
        scored,
        all - scored,
        !Double.isNaN(number.value()) && stated.competes(),
        List.of());
  }

  /**
   * A group's number may weigh tasks by their size, which the file does not say: it is kept as a
   * benchmark without examples, not as an average of Assay's, unless Assay wrote it.
   */
  private void addGroup(String group) {
    boolean own = stated.isGroup(group);
    results
        .numbers(group)
        .forEach(
            (filter, list) -> {
              String name = own ? group : name(group, filter);
              if (!own) {
                benchmarks.add(new BenchmarkEntry(card(group, filter), 0, 0));
                costs.add(new CostResult(model, name, 0, Usage.NONE));
              }
              int effective = members(group);
              for (ResultsFile.Number number : list) {
                Interval interval =
                    NormalApproximation.around(number.value(), number.standardError());
                ResultsFile.Number named = own ? number.ofFilter(filter) : number;
                metrics.add(row(name, group, named, interval, effective, effective));
              }
            });
  }

  /** How many samples the tasks of a group have. */
  private int members(String group) {
    return results.tasksIn(group).stream()
        .mapToInt(task -> results.at("n-samples", task, "effective").asInt(0))
        .sum();
  }

  private static String name(String task, String filter) {
    return GROUP + "/" + task + (filter.equals(ResultsWriter.NO_FILTER) ? "" : "/" + filter);
  }

  private BenchmarkCard card(String task, String filter) {
    boolean filtered = !filter.equals(ResultsWriter.NO_FILTER);
    String title = results.at("results", task, "alias").asText(task).strip();
    JsonNode shots = results.at("n-shot", task);
    boolean group = results.groups().contains(task);
    return new BenchmarkCard(
        name(task, filter),
        Sample.text(results.at("versions", task)),
        filtered ? title + ", " + filter : title,
        GROUP,
        "%s %s of lm-evaluation-harness%s%s, scored by it."
            .formatted(
                group ? "The group" : "The task",
                task,
                shots.isNumber() ? ", " + shots.asInt() + " worked examples" : "",
                filtered ? ", answers taken by the filter " + filter : ""),
        group ? String.join(", ", results.tasksIn(task)) : stated.source(task),
        "unknown",
        Sha256.of(stated.settingsOf(task) + "\n" + filter),
        false);
  }
}
