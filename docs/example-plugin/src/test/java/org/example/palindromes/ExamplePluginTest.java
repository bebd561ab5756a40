package org.example.palindromes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.DataStore;
import dev.assay.plan.Plan;
import dev.assay.plan.Planner;
import dev.assay.plan.Suite;
import dev.assay.plan.SuiteReader;
import dev.assay.plugin.Plugins;
import dev.assay.result.MetricResult;
import dev.assay.run.Runner;
import dev.assay.summary.Summarizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from the service files to a number. */
class ExamplePluginTest {
  @Test
  void runsFromItsServiceFilesToAScore(@TempDir Path folder) {
    Plugins plugins = Plugins.discover(getClass().getClassLoader());
    Suite suite =
        new SuiteReader(plugins)
            .read(
                "{models: ['optimist', 'optimist,answer=No,name=pessimist'], benchmarks: [palindromes]}",
                "here",
                "example");
    Planner planner = new Planner(plugins, new DataStore(List.of()));
    Plan plan = planner.plan(suite);
    Runner.Finished finished =
        new Runner(planner, Optional.empty(), List.of()).run(plan, folder.resolve("journal"));
    List<MetricResult> metrics =
        Summarizer.summarize(plan, finished.examples(), finished.timings()).metrics();
    assertThat(metrics)
        .extracting(MetricResult::model, MetricResult::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("optimist", 0.5),
            org.assertj.core.groups.Tuple.tuple("pessimist", 0.5));
  }
}
