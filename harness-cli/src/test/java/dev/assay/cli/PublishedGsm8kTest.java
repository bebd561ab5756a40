package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.data.DataStore;
import dev.assay.plan.Plan;
import dev.assay.plan.Planner;
import dev.assay.plan.Settings;
import dev.assay.plan.Suite;
import dev.assay.plugin.Plugins;
import dev.assay.result.MetricResult;
import dev.assay.run.Runner;
import dev.assay.summary.Summarizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real GSM8k with published solutions: the whole harness must come to the shares that their
 * authors call right, in both protocols.
 */
class PublishedGsm8kTest {
  private static final Path DATA =
      Path.of(Optional.ofNullable(System.getenv("ASSAY_DATA")).orElse("../../shared/data"));
  private static final double PROBLEMS = 1_319;

  @TempDir Path folder;

  /** Values by metric's name; each must be over all problems. */
  private Map<String, Double> replay(String file, String model, String benchmark) {
    Path recording = DATA.resolve("replay/gsm8k").resolve(file);
    assumeThat(recording)
        .as("published solutions of GSM8k; name the folder that holds them with ASSAY_DATA")
        .isRegularFile();
    Plugins plugins = Plugins.discover(getClass().getClassLoader());
    Planner planner = new Planner(plugins, new DataStore(List.of(DATA)));
    Plan plan =
        planner.plan(
            new Suite(
                "replay",
                List.of(plugins.model("replay:" + recording, Map.of("model", model))),
                BenchmarkSpec.all(benchmark),
                Settings.DEFAULT));
    Runner.Finished finished =
        new Runner(planner, Optional.empty(), List.of()).run(plan, folder.resolve("journal"));
    List<MetricResult> metrics =
        Summarizer.summarize(plan, finished.examples(), finished.timings()).metrics();
    assertThat(metrics).isNotEmpty().allMatch(metric -> metric.scored() == PROBLEMS);
    return metrics.stream().collect(Collectors.toMap(MetricResult::metric, MetricResult::value));
  }

  // Shares of is_correct: 0.2168, 0.3904, 0.3472 and 0.5625.
  // jq -s 'map(select(."6b_finetuning".is_correct)) | length' example_model_solutions.jsonl
  // Steps: with Python's re, findall("<<[^>]*>>", solution) == findall("<<[^>]*>>", ground_truth).
  @ParameterizedTest
  @CsvSource({
    "6b_finetuning, 286, 67",
    "6b_verification, 515, 79",
    "175b_finetuning, 458, 94",
    "175b_verification, 742, 112"
  })
  void solutionsScoreAsTheirAuthorsSay(String system, int correct, int stepsRight) {
    String file = "example_model_solutions.jsonl";

    Map<String, Double> plain = replay(file, system, "gsm8k/plain");

    assertThat(plain).containsEntry("exact_match", correct / PROBLEMS);
    assertThat(plain).containsEntry("steps_right", stepsRight / PROBLEMS);
  }

  @Test
  void theHarnessThatOthersUseSaysTheSame() {
    assertThat(replay("example_model_solutions.jsonl", "175b_verification", "gsm8k/test"))
        .containsEntry("strict_match", 742 / PROBLEMS)
        .containsEntry("flexible_extract", 742 / PROBLEMS);
  }

  /** The log's last line: {@code Test Accuracy: 0.3009855951478393}. */
  @Test
  void theLogOfIcotScoresAsItsLastLineSays() {
    Map<String, Double> plain = replay("icot-gpt2.log", "icot-gpt2", "gsm8k/plain");

    assertThat(plain)
        .containsEntry("exact_match", 0.3009855951478393)
        .containsEntry("steps_none", 1.0);
  }
}
