package dev.assay.reports;

import dev.assay.benchmark.Metric.Direction;
import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Wins and losses: on how many examples each model scored better than each other one.
 *
 * @param rows one for each model
 */
record DuelView(List<Row> rows) {

  /**
   * A model's wins.
   *
   * @param wins over each model, in order; the dash against itself
   */
  record Row(ModelView model, List<String> wins) {}

  /** Empty with one model, or where examples have no value of their own (corpus metrics). */
  static Optional<DuelView> of(
      List<AskedExample> examples, MetricResult metric, List<ModelView> models) {
    int n = models.size();
    long[][] wins = new long[n][n];
    boolean any = false;
    for (AskedExample example : examples) {
      double[] values = new double[n];
      for (int i = 0; i < n; i++) {
        Optional<ExampleResult> result = example.of(models.get(i).name());
        values[i] = result.map(r -> Verdict.value(r, metric)).orElse(Double.NaN);
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          any |= i != j && !Double.isNaN(values[i] - values[j]);
          wins[i][j] += better(values[i], values[j], metric.direction()) ? 1 : 0;
        }
      }
    }
    return any ? Optional.of(new DuelView(rows(models, wins))) : Optional.empty();
  }

  /** NaN is neither better nor worse than anything. */
  private static boolean better(double a, double b, Direction direction) {
    return direction == Direction.HIGHER ? a > b : a < b;
  }

  private static List<Row> rows(List<ModelView> models, long[][] wins) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      List<String> row = new ArrayList<>();
      for (int j = 0; j < models.size(); j++) {
        row.add(i == j ? Figures.NONE : Figures.count(wins[i][j]));
      }
      rows.add(new Row(models.get(i), row));
    }
    return rows;
  }
}
