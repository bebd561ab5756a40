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
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import dev.assay.run.Runner;
import dev.assay.summary.Summarizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real CUTE with the outputs that its authors published: the whole harness must come to their
 * scores.
 */
class PublishedScoresTest {
  private static final Path DATA =
      Path.of(Optional.ofNullable(System.getenv("ASSAY_DATA")).orElse("../../shared/data"));
  private static final Path RECORDED = DATA.resolve("replay/cute");

  @TempDir Path folder;

  private record Result(Plan plan, Runner.Finished finished) {}

  private Result replay(String model, String benchmarks) {
    assumeThat(RECORDED)
        .as("published outputs of CUTE; name the folder that holds them with ASSAY_DATA")
        .isDirectory();
    Plugins plugins = Plugins.discover(getClass().getClassLoader());
    Planner planner = new Planner(plugins, new DataStore(List.of(DATA)));
    Suite suite =
        new Suite(
            "replay",
            List.of(plugins.model("replay:" + RECORDED, Map.of("model", model))),
            BenchmarkSpec.all(benchmarks),
            Settings.DEFAULT);
    Plan plan = planner.plan(suite);
    Runner runner = new Runner(planner, Optional.empty(), List.of());
    return new Result(plan, runner.run(plan, folder.resolve("journal")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama3-70b", "llama3-8b"})
  void everyPublishedScoreComesOut(String model) throws IOException {
    Result result = replay(model, "cute");
    List<MetricResult> metrics =
        Summarizer.summarize(
                result.plan(), result.finished().examples(), result.finished().timings())
            .metrics();
    int tasks = 0;
    for (MetricResult metric : metrics) {
      if (metric.benchmark().startsWith("cute/")) {
        String task = metric.benchmark().substring("cute/".length());
        String published =
            Files.readString(RECORDED.resolve("score.%s.%s.txt".formatted(model, task))).strip();
        assertThat(String.format(Locale.ROOT, "%.4f", metric.value()))
            .as(task)
            .isEqualTo(published);
        assertThat(metric.scored()).isEqualTo(1_000);
        tasks++;
      }
    }
    assertThat(tasks).isEqualTo(14);
  }

  @Test
  void aRecordingWhoseLinesDoNotMatchIsReportedAndNotScored() {
    List<ExampleResult> examples = replay("gemma-7b", "cute/del_word").finished().examples();
    assertThat(examples).hasSize(1_000).allMatch(e -> e.score().isEmpty());
    assertThat(examples.get(0).failure())
        .hasValueSatisfying(
            cause ->
                assertThat(cause)
                    .contains("outputs.gemma-7b.del_word.txt")
                    .containsPattern("line \\d+")
                    .containsPattern("1,?004"));
  }
}
