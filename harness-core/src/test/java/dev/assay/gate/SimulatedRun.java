package dev.assay.gate;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Score;
import dev.assay.model.ModelCard;
import dev.assay.model.Usage;
import dev.assay.result.ExampleResult;
import dev.assay.result.Manifest;
import dev.assay.result.MetricResult;
import dev.assay.result.RunResult;
import dev.assay.result.RunSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs whose scores are drawn at random, without any model. */
final class SimulatedRun {
  private SimulatedRun() {}

  /**
   * A run of one model.
   *
   * @param fingerprint the model's
   * @param unit the metric's
   * @param scores for each benchmark a score for each example
   */
  static RunResult of(String fingerprint, String unit, List<double[]> scores) {
    List<Manifest.BenchmarkEntry> benchmarks = new ArrayList<>();
    List<MetricResult> metrics = new ArrayList<>();
    List<ExampleResult> examples = new ArrayList<>();
    for (int b = 0; b < scores.size(); b++) {
      String name = "simulated/" + b;
      double[] values = scores.get(b);
      benchmarks.add(new Manifest.BenchmarkEntry(card(name), values.length, values.length));
      metrics.add(row(name, unit, values));
      Map<Double, Score> made = new HashMap<>();
      for (int i = 0; i < values.length; i++) {
        Score score = made.computeIfAbsent(values[i], v -> Score.of("score", v, ""));
        examples.add(example(name, String.valueOf(i), score));
      }
    }
    Manifest manifest =
        new Manifest(
            1,
            "0",
            "simulated",
            "",
            List.of(),
            "",
            Map.of(),
            Map.of(),
            List.of(
                new Manifest.ModelEntry(
                    new ModelCard(
                        "model", "", "", "", "", OptionalLong.empty(), Map.of(), Map.of()),
                    "simulated",
                    Map.of(),
                    fingerprint,
                    false)),
            benchmarks);
    RunSummary summary =
        new RunSummary(metrics, List.of(), List.of(), examples.size(), 0, List.of());
    return new RunResult(manifest, summary, examples);
  }

  private static BenchmarkCard card(String name) {
    return new BenchmarkCard(name, "1", name, "simulated", "", "", "", "none", true);
  }

  private static MetricResult row(String benchmark, String unit, double[] values) {
    return new MetricResult(
        "model",
        benchmark,
        "score",
        unit,
        Direction.HIGHER,
        Arrays.stream(values).average().orElse(Double.NaN),
        Double.NaN,
        Double.NaN,
        Double.NaN,
        values.length,
        0,
        false,
        List.of());
  }

  private static ExampleResult example(String benchmark, String id, Score score) {
    return new ExampleResult(
        "model",
        benchmark,
        id,
        id,
        Map.of(),
        "",
        "",
        List.of(),
        Optional.of(score),
        Optional.empty(),
        Usage.NONE,
        Optional.empty(),
        false);
  }
}
