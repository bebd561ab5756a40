package dev.assay.reports;

import dev.assay.result.RunResult;
import java.util.List;

/**
 * All that the report shows as text and tables; the examples of its browser come apart, as {@link
 * ExampleData}.
 *
 * @param head what ran and what came out
 * @param models the models, in the order of every table
 * @param summary the matrix
 * @param qualityCost quality against cost, per group
 * @param cost what each model's run cost
 * @param charts intervals, per group
 * @param tasks one for each benchmark
 * @param provenance what was stated about the run
 */
record ReportView(
    HeadView head,
    List<ModelView> models,
    SummaryView summary,
    List<QualityCostView> qualityCost,
    CostView cost,
    List<WhiskerChart> charts,
    List<TaskView> tasks,
    ProvenanceView provenance) {

  static ReportView of(RunIndex run, Slugs slugs) {
    List<ModelView> models = ModelView.all(run);
    return new ReportView(
        HeadView.of(run, models, slugs),
        models,
        SummaryView.of(run, slugs),
        QualityCostView.all(run, models),
        CostView.of(run, models),
        run.groups().stream()
            .flatMap(g -> WhiskerChart.of(run, g, models, slugs).stream())
            .toList(),
        run.manifest().benchmarks().stream().map(b -> TaskView.of(run, b, models, slugs)).toList(),
        ProvenanceView.of(run, slugs));
  }

  /** The slugs of a run's benchmarks. */
  static Slugs slugs(RunResult run) {
    return new Slugs(run.manifest().benchmarks().stream().map(b -> b.card().name()).toList());
  }
}
