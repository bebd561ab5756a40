package dev.assay.cli;

import dev.assay.history.ChangePoint;
import dev.assay.history.Series;
import dev.assay.history.Series.Point;
import dev.assay.history.Trend;
import dev.assay.history.ValueFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A trend for people at a terminal: a line of bars, its changes, its last points. */
final class TrendLines {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int MOST_BARS = 60;

  private final Trend trend;
  private final Series series;
  private final ValueFormat format;

  TrendLines(Trend trend) {
    this.trend = trend;
    this.series = trend.series();
    this.format = ValueFormat.of(series);
  }

  /**
   * All lines.
   *
   * @param rows most points to list, the last ones
   */
  List<String> lines(int rows) {
    List<String> lines = new ArrayList<>();
    String unit = format.unit().isEmpty() ? "" : " " + format.unit();
    lines.add(
        OneLine.of(
            "%s %s%s of %s (%s)"
                .formatted(
                    series.benchmark(), series.metric(), unit, series.model(), series.setup())));
    lines.add("  " + bars());
    lines.add("  " + summary());
    for (ChangePoint change : trend.changes()) {
      lines.add("  %s from %s on: %s".formatted(trend.meaning(change), day(change), of(change)));
    }
    if (rows > 0) {
      table(rows).lines(0).forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  private String summary() {
    List<Point> points = series.points();
    return "%s, %s to %s%s"
        .formatted(
            Quantity.count(points.size(), "run"),
            points.get(0).started().substring(0, 10),
            points.get(points.size() - 1).started().substring(0, 10),
            trend.changes().isEmpty() ? "; no change told" : "");
  }

  private String day(ChangePoint change) {
    return series.points().get(change.index()).started().substring(0, 10);
  }

  private String of(ChangePoint change) {
    return String.format(
        Locale.ROOT,
        "%s → %s (p %.3f)",
        format.text(change.before()),
        format.text(change.after()),
        change.p());
  }

  /** The lowest value is the shortest bar; a change stands before the first bar after it. */
  private String bars() {
    double[] values = series.values();
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(0);
    int first = Math.max(0, values.length - MOST_BARS);
    StringBuilder bars = new StringBuilder(first > 0 ? "…" : "");
    for (int i = first; i < values.length; i++) {
      if (trend.changeAt(i).isPresent()) {
        bars.append('│');
      }
      double share = high > low ? (values[i] - low) / (high - low) : 0.5;
      bars.append(BARS.charAt((int) Math.round(share * (BARS.length() - 1))));
    }
    return bars.toString();
  }

  private Table table(int rows) {
    List<Point> points = series.points();
    List<List<String>> cells = new ArrayList<>();
    for (int i = Math.max(0, points.size() - rows); i < points.size(); i++) {
      Point point = points.get(i);
      cells.add(
          List.of(
              point.started().replace('T', ' ').replace("Z", ""),
              point.shortRun(),
              format.text(point.value()),
              Double.isNaN(point.low())
                  ? "–"
                  : "[%s, %s]".formatted(format.text(point.low()), format.text(point.high())),
              Quantity.count(point.failed()),
              trend.changeAt(i).map(trend::meaning).orElse("")));
    }
    return new Table(
        List.of("STARTED (UTC)", "RUN", "VALUE", "95 % INTERVAL", "FAILED", "CHANGE"), cells);
  }
}
