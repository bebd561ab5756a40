package dev.assay.baselines.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.baselines.prepared.TextBenchmark;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.data.DataStore;
import dev.assay.plan.Plan;
import dev.assay.plan.Planner;
import dev.assay.plan.Settings;
import dev.assay.plan.Suite;
import dev.assay.plugin.Plugins;
import dev.assay.result.ExampleResult;
import dev.assay.run.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayRunTest {
  private static final TextBenchmark SPELL =
      TextBenchmark.of("cute/spell", "the", "t h e", "and", "a n d", "for", "f o r");

  @TempDir Path folder;

  private record Single(TextBenchmark benchmark) implements BenchmarkProvider {
    @Override
    public List<Entry> entries() {
      return List.of(new Entry("cute/spell", "cute", "spells words", true));
    }

    @Override
    public Benchmark<?, ?> open(String name, DataStore data) {
      return benchmark;
    }
  }

  /** What {@code assay run --model replay:FOLDER --tasks cute --limit 2} does. */
  private List<ExampleResult> runWithLimitOfTwo() {
    Plugins plugins =
        new Plugins(List.of(new ReplayProvider()), List.of(new Single(SPELL)), List.of());
    Planner planner = new Planner(plugins, new DataStore(List.of()));
    Settings settings = new Settings(Optional.of(2), 0, 64, "cpu", 0, 0, 0, 0);
    Suite suite =
        new Suite(
            "replay",
            List.of(plugins.model("replay:" + folder, Map.of("name", "llama"))),
            BenchmarkSpec.all("cute"),
            settings);
    Plan plan = planner.plan(suite);
    assertThat(plan.models().get(0).seesBenchmark()).isTrue();
    return new Runner(planner, Optional.empty(), List.of())
        .run(plan, folder.resolve("journal"))
        .examples();
  }

  @Test
  void aLimitAsksFewerExamplesOfTheSameRecording() throws IOException {
    Files.writeString(folder.resolve("outputs.llama.spell.txt"), "t h e\na n n d\nf o r\n");

    List<ExampleResult> results = runWithLimitOfTwo();

    assertThat(results)
        .extracting(ExampleResult::outputs)
        .containsExactly(List.of("t h e"), List.of("a n n d"));
    assertThat(results)
        .extracting(result -> result.score().orElseThrow().values().get("exact_match"))
        .containsExactly(1.0, 0.0);
  }

  @Test
  void aRecordingThatDoesNotFitFailsEveryExampleAlsoUnderALimit() throws IOException {
    Files.writeString(folder.resolve("outputs.llama.spell.txt"), "t h e\na n d\n");

    assertThat(runWithLimitOfTwo())
        .hasSize(2)
        .allSatisfy(
            result ->
                assertThat(result.failure().orElseThrow())
                    .contains("outputs.llama.spell.txt has 2 lines for 3 examples"));
  }
}
