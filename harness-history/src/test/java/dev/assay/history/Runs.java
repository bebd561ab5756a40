package dev.assay.history;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Score;
import dev.assay.compare.CorpusMetrics;
import dev.assay.compare.RunComparer;
import dev.assay.compare.RunComparison;
import dev.assay.data.DataStore;
import dev.assay.journal.Journal;
import dev.assay.model.ModelCard;
import dev.assay.model.Usage;
import dev.assay.plugin.Plugins;
import dev.assay.result.CostResult;
import dev.assay.result.ExampleResult;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import dev.assay.result.MetricResult;
import dev.assay.result.RunFolder;
import dev.assay.result.RunRecord;
import dev.assay.result.RunResult;
import dev.assay.result.RunSummary;
import dev.assay.result.Timing;
import dev.assay.statistics.Adjustment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Folders of finished runs of one model on two benchmarks, as {@code assay run} leaves them. */
final class Runs {
  static final int EXAMPLES = 20;
  private static final Instant FIRST_NIGHT = Instant.parse("2026-01-01T02:00:00Z");

  private final Path folder;
  private String suite = "nightly";
  private String version = "1";

  Runs(Path folder) {
    this.folder = folder;
  }

  /** Runs of another suite. */
  Runs suite(String name) {
    suite = name;
    return this;
  }

  /** Runs on another version of the benchmarks. */
  Runs version(String other) {
    version = other;
    return this;
  }

  /** The run of a night, counted from 0, that got so many of {@link #EXAMPLES} right. */
  RunFolder night(int night, int right) {
    return write(result(night, right), folder.resolve("night-" + night));
  }

  static RunFolder write(RunResult run, Path path) {
    RunFolder target = new RunFolder(path);
    target.write(run.manifest());
    try (Journal journal = Journal.open(target.journal()).journal()) {
      journal.append(new RunRecord.Of(run.manifest().planHash()).line());
      for (int i = 0; i < run.examples().size(); i++) {
        journal.append(new RunRecord.Finished(i, run.examples().get(i)).line());
      }
    }
    target.write(run);
    return target;
  }

  RunResult result(int night, int right) {
    Manifest manifest =
        new Manifest(
            1,
            "0.1.0",
            suite,
            "plan of " + suite,
            List.of("assay", "run"),
            FIRST_NIGHT.plus(Duration.ofDays(night)).toString(),
            Map.of("seed", "0", "device", "cpu", "threads", "2"),
            Map.of("os", "any"),
            List.of(new ModelEntry(card(), "tiny", Map.of(), "print" + right, false)),
            List.of(benchmark("words/a"), benchmark("words/b")));
    List<ExampleResult> examples = new ArrayList<>();
    for (String benchmark : List.of("words/a", "words/b")) {
      for (int i = 0; i < EXAMPLES; i++) {
        examples.add(example(benchmark, i, i < right));
      }
    }
    return new RunResult(manifest, summary(night, right), examples);
  }

  /** A benchmark's numbers of two runs side by side. */
  static RunComparison compare(RunResult a, RunResult b, String benchmark) {
    Plugins none = new Plugins(List.of(), List.of(), List.of());
    CorpusMetrics corpora = new CorpusMetrics(none, new DataStore(List.of()));
    return new RunComparer(Set.of(benchmark), Adjustment.HOLM, corpora)
        .compare(a, List.of(b))
        .get(0);
  }

  private static ModelCard card() {
    return new ModelCard(
        "tiny",
        "test",
        "Says words",
        "Apache-2.0",
        "none",
        OptionalLong.empty(),
        Map.of(),
        Map.of());
  }

  private BenchmarkEntry benchmark(String name) {
    return new BenchmarkEntry(
        new BenchmarkCard(
            name, version, name, "words", "Words.", "made up", "CC0-1.0", "none", true),
        EXAMPLES,
        EXAMPLES);
  }

  private static ExampleResult example(String benchmark, int number, boolean right) {
    return new ExampleResult(
        "tiny",
        benchmark,
        "" + number,
        "hash" + number,
        Map.of("word", "w" + number),
        "w" + number,
        "Say w" + number,
        List.of("a long output"),
        Optional.of(new Score(Map.of("exact_match", right ? 1.0 : 0.0), right ? "w" : "v")),
        Optional.empty(),
        Usage.ofBytes(6, 2),
        Optional.empty(),
        false);
  }

  private static RunSummary summary(int night, int right) {
    List<MetricResult> metrics = new ArrayList<>();
    List<CostResult> costs = new ArrayList<>();
    List<Timing> timings = new ArrayList<>();
    for (String benchmark : List.of("words/a", "words/b")) {
      metrics.add(metric(benchmark, "exact_match", right, EXAMPLES));
      metrics.add(metric(benchmark, "near_match", Math.min(right + 1, EXAMPLES), EXAMPLES));
      costs.add(new CostResult("tiny", benchmark, EXAMPLES, Usage.ofBytes(120, 40)));
      timings.add(new Timing("tiny", benchmark, 1.5 + night / 1024.0, OptionalDouble.of(1.25)));
    }
    metrics.add(metric("words", "exact_match", right, 2 * EXAMPLES));
    return new RunSummary(metrics, costs, timings, 2 * EXAMPLES, 0, List.of());
  }

  private static MetricResult metric(String benchmark, String name, int right, long scored) {
    double value = (double) right / EXAMPLES;
    return new MetricResult(
        "tiny",
        benchmark,
        name,
        "%",
        Direction.HIGHER,
        value,
        Double.NaN,
        value - 0.1,
        value + 0.1,
        scored,
        0,
        true,
        List.of());
  }
}
