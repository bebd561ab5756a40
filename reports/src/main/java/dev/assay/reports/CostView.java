package dev.assay.reports;

import dev.assay.model.Usage;
import dev.assay.result.CostResult;
import dev.assay.result.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What each model's whole run cost, one column per model.
 *
 * @param rows the quantities
 * @param shareOutsideEngine share of engine-backed models' time outside the engine; empty where no
 *     model has an engine
 */
record CostView(List<Row> rows, String shareOutsideEngine) {

  /**
   * A quantity.
   *
   * @param title its name
   * @param note what it counts
   * @param begins whether a new block of quantities begins here
   * @param values one for each model
   */
  record Row(String title, String note, boolean begins, List<String> values) {}

  static CostView of(RunIndex run, List<ModelView> models) {
    Table table = new Table(run, models.stream().map(ModelView::name).toList());
    table.add("examples", "asked in this run", (n, c) -> Figures.count(c.examples()));
    table.block();
    table.add("FLOPs per example", "estimated, a multiply-add counted as two", CostView::flops);
    if (models.stream().anyMatch(m -> new ByteCost(run.cost(m.name()).usage()).hasPatching())) {
      table.add(
          "FLOPs per byte",
          "read or written; without finding patches, as publications count",
          (n, c) -> Figures.quantityOrNone(new ByteCost(c.usage()).flops()));
      table.add(
          "FLOPs per byte, patching included",
          "with the model that finds the patches",
          (n, c) -> Figures.quantityOrNone(new ByteCost(c.usage()).flopsWithPatching()));
    }
    table.add("forward passes", "in sequence; what cannot run in parallel", Usage::forwardPasses);
    table.add("patches", "formed by models over bytes", Usage::patches);
    table.add(
        "bytes per patch",
        "one large step each",
        (n, c) -> Figures.length(new ByteCost(c.usage()).bytesPerPatch()));
    table.add("thoughts", "continuous, between question and answer", Usage::thoughts);
    table.add("denoising steps", "of unmasking models", Usage::denoisingSteps);
    table.block();
    table.add("tokens in", "per example", Usage::inputTokens);
    table.add("tokens out", "per example", Usage::outputTokens);
    table.add(
        "bytes in", "per example; of text in UTF-8, of pixels as they are", Usage::inputBytes);
    table.add(
        "bytes out", "per example; of text in UTF-8, of pixels as they are", Usage::outputBytes);
    table.block();
    table.add("wall time", "all attempts together", (n, c) -> wall(run, n));
    table.add("examples per second", "", (n, c) -> rate(run, n, c));
    table.add("time outside the engine", "share of the wall time", (n, c) -> out(run, n));
    table.add(
        "answers from the cache", "their time is not in the wall time", (n, c) -> cached(run, n));
    OptionalDouble share = run.summary().shareOutsideEngine();
    return new CostView(table.rows, share.isPresent() ? Figures.percent(share.getAsDouble()) : "");
  }

  private static String flops(String model, CostResult cost) {
    return Figures.quantityOrNone(cost.usage().flops() / cost.examples());
  }

  private static String cached(RunIndex run, String model) {
    long cached = run.cached(model);
    return cached == 0 ? Figures.NONE : Figures.count(cached);
  }

  private static String wall(RunIndex run, String model) {
    double seconds = run.timings(model).stream().mapToDouble(Timing::wallSeconds).sum();
    return seconds == 0 ? Figures.NONE : Figures.duration(seconds);
  }

  private static String rate(RunIndex run, String model, CostResult cost) {
    double seconds = run.timings(model).stream().mapToDouble(Timing::wallSeconds).sum();
    return seconds == 0 ? Figures.NONE : Figures.quantity(cost.examples() / seconds);
  }

  private static String out(RunIndex run, String model) {
    double wall = 0;
    double engine = 0;
    for (Timing timing : run.timings(model)) {
      if (timing.engineSeconds().isPresent()) {
        wall += timing.wallSeconds();
        engine += timing.engineSeconds().getAsDouble();
      }
    }
    return wall == 0 ? Figures.NONE : Figures.percent(Math.max(0, 1 - engine / wall));
  }

  @FunctionalInterface
  private interface Quantity {
    String of(String model, CostResult cost);
  }

  /** Rows in the making. A quantity that no model has gets none. */
  private static final class Table {
    private final RunIndex run;
    private final List<String> models;
    private final List<Row> rows = new ArrayList<>();
    private boolean begins = true;

    Table(RunIndex run, List<String> models) {
      this.run = run;
      this.models = models;
    }

    /** The next row begins a new block. */
    void block() {
      begins = true;
    }

    void add(String title, String note, Quantity quantity) {
      List<String> values = new ArrayList<>();
      for (String model : models) {
        CostResult cost = run.cost(model);
        values.add(cost.examples() == 0 ? Figures.NONE : quantity.of(model, cost));
      }
      if (values.stream().anyMatch(v -> !v.equals(Figures.NONE))) {
        rows.add(new Row(title, note, begins, List.copyOf(values)));
        begins = false;
      }
    }

    /** A mean per example. */
    void add(String title, String note, ToDoubleFunction<Usage> part) {
      add(title, note, (n, c) -> Figures.mean(part.applyAsDouble(c.usage()) / c.examples()));
    }
  }
}
