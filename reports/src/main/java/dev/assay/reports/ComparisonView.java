package dev.assay.reports;

import dev.assay.compare.ComparedRuns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a report of several runs shows as text and tables; the examples of its browser come
 * apart, as {@link ExampleData}.
 *
 * @param title what is compared with what
 * @param runs the runs
 * @param adjustment whose adjustment the p-values have had
 * @param pairs each run against the first
 * @param models the models of all runs
 * @param charts values and intervals, per group
 * @param tasks one for each benchmark
 * @param stated what the runs stated
 */
record ComparisonView(
    String title,
    List<RunView> runs,
    String adjustment,
    List<PairView> pairs,
    List<ModelView> models,
    List<WhiskerChart> charts,
    List<TaskView> tasks,
    StatedView stated) {
  private static final int NAMED = 4;

  /**
   * A run in a line.
   *
   * @param folder as the user named it
   * @param report address of its own report; empty where there is none
   * @param answers how many, and how many failed
   */
  record RunView(
      String label,
      String name,
      String folder,
      String report,
      String suite,
      String when,
      String assay,
      String models,
      String answers) {}

  /**
   * The view.
   *
   * @param joined all runs in one
   * @param page the file that it goes into
   */
  static ComparisonView of(
      ComparedRuns compared, List<LabelledRun> runs, RunIndex joined, Slugs slugs, Path page) {
    List<ModelView> models = ModelView.all(joined);
    Published published = Published.read();
    return new ComparisonView(
        title(runs),
        runs.stream().map(r -> run(r, page)).toList(),
        compared.adjustment().words(),
        pairs(compared, runs, joined, slugs),
        models,
        joined.groups().stream()
            .flatMap(g -> WhiskerChart.of(joined, g, models, slugs).stream())
            .toList(),
        joined.manifest().benchmarks().stream()
            .map(b -> TaskView.of(joined, b, models, slugs, published))
            .toList(),
        StatedView.of(runs));
  }

  private static String title(List<LabelledRun> runs) {
    List<String> others = runs.stream().skip(1).map(LabelledRun::name).toList();
    return "%s against %s".formatted(String.join(", ", others), runs.get(0).name());
  }

  private static RunView run(LabelledRun run, Path page) {
    long answers = run.result().summary().examples();
    long failures = run.result().summary().failures();
    return new RunView(
        run.label(),
        run.name(),
        run.folder().toString(),
        RelativeAddress.from(page, run.folder().resolve(HtmlReport.FILE)),
        run.manifest().suite(),
        HeadView.when(run.manifest().started()),
        run.manifest().assayVersion(),
        models(run.manifest().models().stream().map(m -> m.card().name()).toList()),
        "%s, %s failed"
            .formatted(Figures.count(answers), failures == 0 ? "none" : Figures.count(failures)));
  }

  private static String models(List<String> names) {
    int more = names.size() - NAMED;
    return more > 1
        ? "%s and %d more".formatted(String.join(", ", names.subList(0, NAMED)), more)
        : String.join(", ", names);
  }

  private static List<PairView> pairs(
      ComparedRuns compared, List<LabelledRun> runs, RunIndex joined, Slugs slugs) {
    List<PairView> pairs = new ArrayList<>();
    for (ComparedRuns.Other other : compared.others()) {
      LabelledRun b = runs.get(pairs.size() + 1);
      String id = pairs.isEmpty() ? "overview" : "against-" + b.label();
      pairs.add(PairView.of(id, runs.get(0), b, other.comparison(), joined, slugs));
    }
    return pairs;
  }
}
