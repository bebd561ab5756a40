package dev.assay.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the example browser must know of the run before any example is read.
 *
 * @param models the models in order
 * @param tasks the benchmarks that have examples
 * @param runs whose models these are, in a report of several runs
 */
record BrowserRun(
    List<ModelView> models,
    List<Task> tasks,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<BrowserRuns> runs) {

  /** What the example browser must know of a benchmark. */
  record Task(
      String slug,
      String title,
      String metric,
      String unit,
      boolean higherIsBetter,
      int examples) {}

  /** The JSON elements: one for each benchmark's examples, then the run. */
  static List<HtmlPage.Embedded> embedded(RunIndex run, Slugs slugs, Optional<BrowserRuns> runs) {
    List<ModelView> models = ModelView.all(run);
    List<Task> tasks = new ArrayList<>();
    List<HtmlPage.Embedded> data = new ArrayList<>();
    int room = PictureRoom.ofBrowser(run.benchmarksWithPictures());
    for (BenchmarkEntry benchmark : run.manifest().benchmarks()) {
      String name = benchmark.card().name();
      List<AskedExample> examples = run.examples(name);
      List<MetricResult> main = run.main(name);
      if (!examples.isEmpty() && !main.isEmpty()) {
        MetricResult metric = main.get(0);
        tasks.add(
            new Task(
                slugs.of(name),
                benchmark.card().title(),
                metric.metric(),
                metric.unit(),
                metric.direction() == Direction.HIGHER,
                examples.size()));
        data.add(
            new HtmlPage.Embedded(
                "examples-" + slugs.of(name),
                EmbeddedJson.of(ExampleData.of(examples, models, room))));
      }
    }
    data.add(new HtmlPage.Embedded("run", EmbeddedJson.of(new BrowserRun(models, tasks, runs))));
    return data;
  }
}
