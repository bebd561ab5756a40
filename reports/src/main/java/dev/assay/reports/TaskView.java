package dev.assay.reports;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.model.Usage;
import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.result.CostResult;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One benchmark: its card, what each model made of it, and a few examples in full.
 *
 * @param slug its name in addresses
 * @param card what is known about it
 * @param size how many examples ran, and of how many
 * @param metrics the names of its metrics
 * @param patched whether some model forms patches, so that the columns about them say something
 * @param rows one for each model
 * @param published what others published on it
 * @param degradation what its change made of each model's number, where it is a variant
 * @param patches how models cut its texts into patches
 * @param publishedMethods what others published on it or its kin, for ways to reason
 * @param worth what continuous thoughts are worth on it
 * @param swap answers to the same questions about the other entity
 * @param shares metrics that sort its answers, as stacked bars; the table of metrics leaves them
 *     out
 * @param thoughts what continuous thoughts hold
 * @param sweeps what options that the run varied do to its numbers
 * @param samples pictures that models made
 * @param segmentation pictures that models segmented
 * @param videos videos that models made
 * @param unmasking how pictures appeared token by token
 * @param duels wins and losses
 * @param worked examples in full
 * @param examples how many examples the browser has
 * @param hasFailures whether any failed
 */
record TaskView(
    String slug,
    BenchmarkCard card,
    String size,
    List<String> metrics,
    boolean patched,
    List<Row> rows,
    Optional<PublishedView> published,
    Optional<DegradationView> degradation,
    Optional<PatchesView> patches,
    Optional<PublishedMethodsView> publishedMethods,
    Optional<WorthView> worth,
    Optional<SwapView> swap,
    List<ShareBarsView> shares,
    Optional<ThoughtsView> thoughts,
    List<SweepView> sweeps,
    Optional<SamplesView> samples,
    Optional<SegmentationView> segmentation,
    Optional<VideosView> videos,
    Optional<UnmaskingView> unmasking,
    Optional<DuelView> duels,
    List<WorkedExample> worked,
    String examples,
    boolean hasFailures) {

  /**
   * A model's results.
   *
   * @param cells one for each metric
   * @param flops per example
   * @param seconds per example
   * @param bytes per patch
   * @param flopsPerByte without finding the patches, as publications count
   * @param allFlopsPerByte with that
   */
  record Row(
      ModelView model,
      List<Cell> cells,
      String flops,
      String seconds,
      String bytes,
      String flopsPerByte,
      String allFlopsPerByte) {}

  static TaskView of(
      RunIndex run,
      BenchmarkEntry entry,
      List<ModelView> models,
      Slugs slugs,
      Published published) {
    BenchmarkCard card = entry.card();
    List<ShareBarsView> shares = ShareBarsView.of(run, card.name(), models, slugs);
    List<List<MetricResult>> metrics =
        run.metrics(card.name()).stream()
            .filter(m -> !ShareBarsView.drawn(shares, m.get(0)))
            .toList();
    List<AskedExample> examples = run.examples(card.name());
    List<ModelView> asked =
        models.stream()
            .filter(m -> examples.stream().anyMatch(e -> e.of(m.name()).isPresent()))
            .toList();
    int room = PictureRoom.ofDrawing(run.benchmarksWithPictures());
    Optional<MetricResult> main = run.main(card.name()).stream().findFirst();
    return new TaskView(
        slugs.of(card.name()),
        card,
        entry.examples() == entry.total()
            ? Figures.count(entry.total())
            : "the first %s of %s"
                .formatted(Figures.count(entry.examples()), Figures.count(entry.total())),
        metrics.stream().map(m -> SummaryView.metricLabel(m.get(0))).toList(),
        models.stream()
            .flatMap(m -> run.cost(m.name(), card.name()).stream())
            .anyMatch(c -> c.usage().patches() > 0),
        rows(run, card.name(), metrics, models),
        PublishedView.of(run, entry, models, slugs, published),
        DegradationView.of(run, card.name(), models, slugs),
        PatchesView.of(examples, models),
        PublishedMethodsView.of(run, entry, models, slugs, published.methods()),
        WorthView.of(run, card.name(), slugs),
        SwapView.of(run, card.name(), models, slugs),
        shares,
        ThoughtsView.of(run, card.name(), models),
        SweepView.ofTask(run, models, card.name(), slugs.of(card.name())),
        SamplesView.of(examples, asked, room),
        SegmentationView.of(examples, asked, room),
        VideosView.of(examples, asked, room),
        UnmaskingView.of(examples, asked, room),
        main.flatMap(m -> DuelView.of(examples, m, asked)),
        main.map(m -> WorkedExample.choose(examples, m, models, room)).orElse(List.of()),
        Figures.count(examples.size()),
        examples.stream()
            .flatMap(e -> e.results().values().stream())
            .anyMatch(r -> r.failure().isPresent()));
  }

  private static List<Row> rows(
      RunIndex run, String benchmark, List<List<MetricResult>> metrics, List<ModelView> models) {
    List<List<Cell>> columns = metrics.stream().map(m -> SummaryView.cells(run, m)).toList();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      int at = i;
      double flops = QualityCostView.flopsPerExample(run, models.get(i).name(), benchmark);
      double seconds = QualityCostView.secondsPerExample(run, models.get(i), benchmark);
      ByteCost bytes =
          new ByteCost(
              run.cost(models.get(i).name(), benchmark).map(CostResult::usage).orElse(Usage.NONE));
      rows.add(
          new Row(
              models.get(i),
              columns.stream().map(c -> c.get(at)).toList(),
              Figures.quantityOrNone(flops),
              seconds > 0 ? Figures.duration(seconds) : Figures.NONE,
              Figures.length(bytes.bytesPerPatch()),
              Figures.quantityOrNone(bytes.flops()),
              Figures.quantityOrNone(bytes.flopsWithPatching())));
    }
    return rows;
  }
}
