package dev.assay.reports;

import dev.assay.result.RunResult;
import java.util.List;
import java.util.Optional;

/**
 * All that the report shows as text and tables; the examples of its browser come apart, as {@link
 * ExampleData}.
 *
 * @param head what ran and what came out
 * @param models the models, in the order of every table
 * @param summary the matrix
 * @param degradation what changes such as noise made of the numbers
 * @param publishedNoise what the same noise made of published ones
 * @param published published numbers beside measured ones
 * @param publishedMethods published numbers of ways to reason beside measured ones
 * @param languages tables of languages
 * @param worth what continuous thoughts are worth, per benchmark
 * @param swaps answers to questions and to the same about the other entity
 * @param sweeps what options that the run varied do to the headlines
 * @param qualityCost quality against cost, per group
 * @param patchQuality bytes per patch against quality, per metric
 * @param cost what each model's run cost
 * @param charts intervals, per group
 * @param tasks one for each benchmark
 * @param provenance what was stated about the run
 */
record ReportView(
    HeadView head,
    List<ModelView> models,
    SummaryView summary,
    List<DegradationView> degradation,
    Optional<PublishedNoiseView> publishedNoise,
    List<PublishedView> published,
    List<PublishedMethodsView> publishedMethods,
    List<LanguageView> languages,
    List<WorthView> worth,
    List<SwapView> swaps,
    List<SweepView> sweeps,
    List<QualityCostView> qualityCost,
    List<PatchQualityView> patchQuality,
    CostView cost,
    List<WhiskerChart> charts,
    List<TaskView> tasks,
    ProvenanceView provenance) {

  static ReportView of(RunIndex run, Slugs slugs) {
    List<ModelView> models = ModelView.all(run);
    Published published = Published.read();
    return new ReportView(
        HeadView.of(run, models, slugs),
        models,
        SummaryView.of(run, slugs),
        DegradationView.all(run, models, slugs),
        PublishedNoiseView.of(run, published.noise()),
        PublishedView.all(run, models, slugs, published),
        PublishedMethodsView.all(run, models, slugs, published.methods()),
        LanguageView.all(run, models, slugs),
        WorthView.all(run, slugs),
        SwapView.all(run, models, slugs),
        SweepView.all(run, models),
        QualityCostView.all(run, models),
        PatchQualityView.all(run, models, slugs),
        CostView.of(run, models),
        run.groups().stream()
            .flatMap(g -> WhiskerChart.of(run, g, models, slugs).stream())
            .toList(),
        run.manifest().benchmarks().stream()
            .map(b -> TaskView.of(run, b, models, slugs, published))
            .toList(),
        ProvenanceView.of(run, slugs));
  }

  /** The slugs of a run's benchmarks. */
  static Slugs slugs(RunResult run) {
    return new Slugs(run.manifest().benchmarks().stream().map(b -> b.card().name()).toList());
  }
}
