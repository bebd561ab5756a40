package dev.assay.history;

import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.model.Usage;
import dev.assay.result.CostResult;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.MetricResult;
import dev.assay.result.RunResult;
import dev.assay.result.Timing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All numbers of a run as rows: metrics with their intervals, then sums of costs and times. A cost
 * of zero is none.
 */
final class RunNumbers {
  /** Benchmarks of a group without an average that still sum a run up. */
  private static final int FEW = 8;

  private final RunResult run;
  private final Map<String, List<BenchmarkEntry>> members = new LinkedHashMap<>();
  private final List<NumberRow> rows = new ArrayList<>();

  private RunNumbers(RunResult run) {
    this.run = run;
    for (BenchmarkEntry entry : run.manifest().benchmarks()) {
      members.computeIfAbsent(entry.card().group(), g -> new ArrayList<>()).add(entry);
    }
  }

  static List<NumberRow> of(RunResult run) {
    RunNumbers numbers = new RunNumbers(run);
    numbers.addMetrics();
    run.summary().costs().forEach(numbers::add);
    run.summary().timings().forEach(numbers::add);
    return List.copyOf(numbers.rows);
  }

  private void addMetrics() {
    Set<String> headlines = headlines();
    Set<List<String>> seen = new HashSet<>();
    for (MetricResult m : run.summary().metrics()) {
      boolean main = seen.add(List.of(m.model(), m.benchmark()));
      rows.add(
          new NumberRow(
              m.model(),
              m.benchmark(),
              m.metric(),
              m.unit(),
              m.direction(),
              setup(m.benchmark()),
              main,
              main && headlines.contains(m.benchmark()),
              m.value(),
              m.standardError(),
              m.low(),
              m.high(),
              m.scored(),
              m.failed()));
    }
  }

  /** Averages of groups, and benchmarks of small groups that have none; variants do not count. */
  private Set<String> headlines() {
    Set<String> measured =
        run.summary().metrics().stream().map(MetricResult::benchmark).collect(Collectors.toSet());
    Set<String> headlines = new HashSet<>();
    members.forEach(
        (group, entries) -> {
          boolean variants =
              entries.stream().allMatch(e -> !e.card().original().equals(e.card().name()));
          if (variants) {
            return;
          }
          if (measured.contains(group)) {
            headlines.add(group);
          } else if (entries.size() <= FEW) {
            entries.forEach(e -> headlines.add(e.card().name()));
          }
        });
    return headlines;
  }

  /** Version, examples, seed and data of a benchmark or of a group's benchmarks together. */
  private String setup(String subject) {
    Manifest manifest = run.manifest();
    List<BenchmarkEntry> entries =
        manifest.benchmarks().stream().filter(e -> e.card().name().equals(subject)).toList();
    boolean group = entries.isEmpty();
    if (group) {
      entries = members.getOrDefault(subject, List.of());
    }
    long examples = entries.stream().mapToLong(BenchmarkEntry::examples).sum();
    String data =
        entries.stream()
            .map(BenchmarkEntry::card)
            .map(c -> c.name() + "\t" + c.version() + "\t" + c.sha256())
            .sorted()
            .collect(Collectors.joining("\n"));
    return "%s, %d example%s, seed %s, data %s"
        .formatted(
            group ? entries.size() + " benchmarks" : version(entries.get(0).card()),
            examples,
            examples == 1 ? "" : "s",
            manifest.settings().getOrDefault("seed", "0"),
            Sha256.of(data).substring(0, 8));
  }

  private static String version(BenchmarkCard card) {
    return "version " + card.version();
  }

  private void add(CostResult cost) {
    Usage usage = cost.usage();
    Map<String, Number> parts = new LinkedHashMap<>();
    parts.put("input_bytes", usage.inputBytes());
    parts.put("output_bytes", usage.outputBytes());
    parts.put("input_tokens", usage.inputTokens());
    parts.put("output_tokens", usage.outputTokens());
    parts.put("patches", usage.patches());
    parts.put("thoughts", usage.thoughts());
    parts.put("denoising_steps", usage.denoisingSteps());
    parts.put("forward_passes", usage.forwardPasses());
    parts.put("flops", usage.flops());
    parts.put("patching_flops", usage.patchingFlops());
    String setup = setup(cost.benchmark());
    parts.forEach(
        (name, sum) -> {
          if (sum.doubleValue() != 0) {
            add(cost.model(), cost.benchmark(), name, "", setup, sum.doubleValue());
          }
        });
  }

  private void add(Timing timing) {
    Map<String, String> settings = run.manifest().settings();
    String setup =
        "%s, device %s, threads %s"
            .formatted(
                setup(timing.benchmark()),
                settings.getOrDefault("device", "unknown"),
                settings.getOrDefault("threads", "unknown"));
    String model = timing.model();
    String benchmark = timing.benchmark();
    add(model, benchmark, "wall_seconds", "s", setup, timing.wallSeconds());
    timing
        .engineSeconds()
        .ifPresent(seconds -> add(model, benchmark, "engine_seconds", "s", setup, seconds));
  }

  private void add(
      String model, String benchmark, String name, String unit, String setup, double value) {
    rows.add(
        new NumberRow(
            model,
            benchmark,
            name,
            unit,
            Direction.LOWER,
            setup,
            false,
            false,
            value,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            0,
            0));
  }
}
