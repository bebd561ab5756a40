package dev.assay.reports;

import dev.assay.model.SweepPoint;
import dev.assay.result.CostResult;
import dev.assay.result.DegradationResult;
import dev.assay.result.ExampleResult;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import dev.assay.result.MetricResult;
import dev.assay.result.RunResult;
import dev.assay.result.RunSummary;
import dev.assay.result.Timing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several runs as one, whose models bear their run's label: what sets models beside each other then
 * sets runs beside each other. No model of it is best, since what a run is worth against another
 * one only the comparison says.
 */
final class JoinedRuns {
  private final List<LabelledRun> runs;
  private final List<BenchmarkEntry> benchmarks;
  private final Set<String> subjects;
  private final Map<ExampleKey, String> ids = new HashMap<>();

  /** Per benchmark all ids there are, and those under which an example stands already. */
  private final Map<String, Set<String>> takenIds = new HashMap<>();

  private final Map<String, Set<String>> keptIds = new HashMap<>();

  private record ExampleKey(String benchmark, String id, String contentHash) {}

  private JoinedRuns(List<LabelledRun> runs) {
    this.runs = runs;
    this.benchmarks = benchmarks(runs);
    this.subjects = subjects(runs, benchmarks);
    for (LabelledRun run : runs) {
      for (ExampleResult example : run.result().examples()) {
        namesOf(takenIds, example.benchmark()).add(example.example());
      }
    }
  }

  /**
   * Joins runs. An example of one id is one example where its content is the same; otherwise the
   * later run's stands under an id of its own.
   */
  static RunResult of(List<LabelledRun> runs) {
    return new JoinedRuns(runs).joined();
  }

  private RunResult joined() {
    Manifest first = runs.get(0).manifest();
    Manifest manifest =
        new Manifest(
            first.format(),
            first.assayVersion(),
            runs.stream().map(LabelledRun::name).collect(Collectors.joining(" · ")),
            "",
            List.of(),
            first.started(),
            Map.of(),
            Map.of(),
            models(),
            benchmarks);
    RunSummary summary =
        new RunSummary(
            all(s -> s.metrics(), MetricResult::benchmark, JoinedRuns::renamed),
            all(s -> s.costs(), CostResult::benchmark, JoinedRuns::renamed),
            all(s -> s.timings(), Timing::benchmark, JoinedRuns::renamed),
            runs.stream().mapToLong(r -> r.result().summary().examples()).sum(),
            runs.stream().mapToLong(r -> r.result().summary().failures()).sum(),
            all(s -> s.degradations(), DegradationResult::variant, JoinedRuns::renamed));
    return new RunResult(manifest, summary, examples());
  }

  /** In the order of the first run that has them; a benchmark is as large as its largest run. */
  private static List<BenchmarkEntry> benchmarks(List<LabelledRun> runs) {
    Map<String, BenchmarkEntry> entries = new LinkedHashMap<>();
    for (LabelledRun run : runs) {
      for (BenchmarkEntry entry : run.manifest().benchmarks()) {
        entries.merge(
            entry.card().name(),
            entry,
            (a, b) ->
                new BenchmarkEntry(
                    a.card(),
                    Math.max(a.examples(), b.examples()),
                    Math.max(a.total(), b.total()),
                    a.spec()));
      }
    }
    return List.copyOf(entries.values());
  }

  /** The benchmarks, and those groups that consist of the same benchmarks in every run. */
  private static Set<String> subjects(List<LabelledRun> runs, List<BenchmarkEntry> benchmarks) {
    Set<String> subjects =
        benchmarks.stream().map(b -> b.card().name()).collect(Collectors.toSet());
    Map<String, Set<String>> whole = members(benchmarks);
    whole.forEach(
        (group, members) -> {
          if (runs.stream()
              .map(r -> members(r.manifest().benchmarks()).getOrDefault(group, Set.of()))
              .allMatch(members::equals)) {
            subjects.add(group);
          }
        });
    return subjects;
  }

  private static Map<String, Set<String>> members(List<BenchmarkEntry> benchmarks) {
    return benchmarks.stream()
        .collect(
            Collectors.groupingBy(
                b -> b.card().group(),
                Collectors.mapping(b -> b.card().name(), Collectors.toSet())));
  }

  /** What one model is in each run stands side by side. */
  private List<ModelEntry> models() {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(r -> r.manifest().models().forEach(m -> names.add(m.card().name())));
    List<ModelEntry> models = new ArrayList<>();
    for (String name : names) {
      for (LabelledRun run : runs) {
        run.manifest().models().stream()
            .filter(m -> m.card().name().equals(name))
            .map(m -> renamed(m, run))
            .forEach(models::add);
      }
    }
    return models;
  }

  private <T> List<T> all(
      Function<RunSummary, Collection<T>> part,
      Function<T, String> subject,
      BiFunction<T, LabelledRun, T> renamed) {
    List<T> all = new ArrayList<>();
    for (LabelledRun run : runs) {
      for (T row : part.apply(run.result().summary())) {
        if (subjects.contains(subject.apply(row))) {
          all.add(renamed.apply(row, run));
        }
      }
    }
    return all;
  }

  private List<ExampleResult> examples() {
    List<ExampleResult> examples = new ArrayList<>();
    for (LabelledRun run : runs) {
      for (ExampleResult e : run.result().examples()) {
        examples.add(e.named(run.nameOf(e.model()), id(e, run)));
      }
    }
    return examples;
  }

  private String id(ExampleResult example, LabelledRun run) {
    String id = example.example();
    ExampleKey asked = new ExampleKey(example.benchmark(), id, example.contentHash());
    String known = ids.get(asked);
    if (known != null) {
      return known;
    }
    boolean isFirst = namesOf(keptIds, example.benchmark()).add(id);
    String shown = id;
    while (!isFirst && !namesOf(takenIds, example.benchmark()).add(shown)) {
      shown = run.nameOf(shown);
    }
    ids.put(asked, shown);
    return shown;
  }

  private static Set<String> namesOf(Map<String, Set<String>> ids, String benchmark) {
    return ids.computeIfAbsent(benchmark, b -> new HashSet<>());
  }

  private static ModelEntry renamed(ModelEntry model, LabelledRun run) {
    return new ModelEntry(
        model.card().named(run.nameOf(model.card().name())),
        model.provider(),
        model.options(),
        model.fingerprint(),
        model.seesBenchmark(),
        model.sweep().map(s -> new SweepPoint(run.nameOf(s.of()), s.at())));
  }

  private static MetricResult renamed(MetricResult row, LabelledRun run) {
    return new MetricResult(
        run.nameOf(row.model()),
        row.benchmark(),
        row.metric(),
        row.unit(),
        row.direction(),
        row.value(),
        row.standardError(),
        row.low(),
        row.high(),
        row.scored(),
        row.failed(),
        false,
        List.of());
  }

  private static CostResult renamed(CostResult row, LabelledRun run) {
    return new CostResult(run.nameOf(row.model()), row.benchmark(), row.examples(), row.usage());
  }

  private static Timing renamed(Timing row, LabelledRun run) {
    return new Timing(
        run.nameOf(row.model()), row.benchmark(), row.wallSeconds(), row.engineSeconds());
  }

  private static DegradationResult renamed(DegradationResult row, LabelledRun run) {
    return new DegradationResult(
        run.nameOf(row.model()),
        row.benchmark(),
        row.variant(),
        row.metric(),
        row.unit(),
        row.direction(),
        row.unchanged(),
        row.changed(),
        row.difference(),
        row.low(),
        row.high(),
        row.kept(),
        row.examples());
  }
}
