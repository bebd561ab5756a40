package dev.assay.history;

import dev.assay.history.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A trend as a drawing of {@value #WIDTH} × {@value #HEIGHT}, and as a table.
 *
 * @param title benchmark, metric and model
 * @param setup what all points have in common
 * @param summary the drawing in a sentence
 * @param unit of the written values
 * @param ticks of the vertical axis
 * @param dates below the horizontal axis
 * @param band outline of the 95 % intervals; empty where there are none
 * @param line the values joined
 * @param levels the means between changes
 * @param changes where the level changes
 * @param points the values
 */
record TrendChart(
    String title,
    String setup,
    String summary,
    String unit,
    List<Label> ticks,
    List<Label> dates,
    String band,
    String line,
    List<Level> levels,
    List<Change> changes,
    List<Dot> points) {
  static final int WIDTH = 680;
  static final int HEIGHT = 230;
  static final int LEFT = 58;
  static final int RIGHT = 668;
  static final int TOP = 14;
  static final int BOTTOM = 196;

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  /** Least distance of dates. */
  private static final int DATE_ROOM = 84;

  /** A text on an axis at a coordinate. */
  record Label(String at, String text) {}

  /** A horizontal line. */
  record Level(String from, String to, String y) {}

  /** A vertical line between two points. */
  record Change(String x, String meaning, String text) {}

  /** A point, and its row in the table. */
  record Dot(
      String x,
      String y,
      String started,
      String run,
      String value,
      String interval,
      String change,
      long failed) {}

  static TrendChart of(Trend trend) {
    return new Maker(trend).chart();
  }

  /** Text of unknown origin without what is invisible or would turn its direction. */
  private static String visible(String text) {
    return INVISIBLE.matcher(text).replaceAll("\ufffd");
  }

  /** Draws one trend. */
  private static final class Maker {
    private final Trend trend;
    private final Series series;
    private final ValueFormat format;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private double step;

    Maker(Trend trend) {
      this.trend = trend;
      this.series = trend.series();
      this.format = ValueFormat.of(series);
      findRange();
    }

    /** Round ends around all values and intervals. */
    private void findRange() {
      for (Point point : series.points()) {
        low = Math.min(low, Double.isNaN(point.low()) ? point.value() : point.low());
        high = Math.max(high, Double.isNaN(point.high()) ? point.value() : point.high());
      }
      double span = Math.max(high - low, 0.02 * Math.max(Math.abs(high), 1e-9));
      double power = Math.pow(10, Math.floor(Math.log10(span / 4)));
      double ratio = span / 4 / power;
      step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
      low = Math.floor(low / step + 1e-9) * step;
      high = Math.ceil(high / step - 1e-9) * step;
      if (high <= low) {
        high = low + step;
      }
    }

    TrendChart chart() {
      return new TrendChart(
          visible("%s, %s of %s".formatted(series.benchmark(), series.metric(), series.model())),
          visible(series.setup()),
          summary(),
          format.unit(),
          ticks(),
          dates(),
          band(),
          polyline(),
          levels(),
          changes(),
          IntStream.range(0, size()).mapToObj(this::dot).toList());
    }

    private int size() {
      return series.points().size();
    }

    private Point point(int index) {
      return series.points().get(index);
    }

    private double x(double index) {
      return size() == 1
          ? (LEFT + RIGHT) / 2.0
          : LEFT + 10 + index * (RIGHT - LEFT - 20) / (size() - 1);
    }

    private double y(double value) {
      return BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP);
    }

    private static String coordinate(double value) {
      return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String day(Point point) {
      return point.started().substring(0, 10);
    }

    private String summary() {
      Point last = point(size() - 1);
      String unit = format.unit().isEmpty() ? "" : " " + format.unit();
      StringBuilder text = new StringBuilder();
      text.append(
          "%d run%s from %s to %s, the last at %s%s."
              .formatted(
                  size(),
                  size() == 1 ? "" : "s",
                  day(point(0)),
                  day(last),
                  format.text(last.value()),
                  unit));
      if (trend.changes().isEmpty()) {
        text.append(" No change told.");
      }
      for (ChangePoint change : trend.changes()) {
        text.append(
            " %s from %s on: %s."
                .formatted(capital(trend.meaning(change)), day(point(change.index())), of(change)));
      }
      return text.toString();
    }

    private static String capital(String text) {
      return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private String of(ChangePoint change) {
      return "%s → %s (p %.3f)"
          .formatted(format.text(change.before()), format.text(change.after()), change.p());
    }

    private List<Label> ticks() {
      List<Label> ticks = new ArrayList<>();
      int count = (int) Math.round((high - low) / step);
      double shown = step * format.scale();
      int decimals = (int) Math.max(0, Math.ceil(-Math.log10(shown) - 1e-9));
      ValueFormat axis = new ValueFormat(format.scale(), decimals, format.unit());
      for (int i = 0; i <= count; i++) {
        double value = low + i * step;
        ticks.add(new Label(coordinate(y(value)), axis.text(value)));
      }
      return ticks;
    }

    /** Of the ends and of changes, as far as there is room. */
    private List<Label> dates() {
      List<Integer> wanted = new ArrayList<>(List.of(0, size() - 1));
      trend.changes().forEach(change -> wanted.add(change.index()));
      List<Label> dates = new ArrayList<>();
      List<Double> taken = new ArrayList<>();
      for (int index : wanted) {
        double x = x(index);
        if (taken.stream().allMatch(other -> Math.abs(other - x) >= DATE_ROOM)) {
          taken.add(x);
          double inside = Math.max(LEFT + 32, Math.min(RIGHT - 32, x));
          dates.add(new Label(coordinate(inside), day(point(index))));
        }
      }
      return dates;
    }

    private String band() {
      if (series.points().stream().anyMatch(p -> Double.isNaN(p.low() + p.high()))) {
        return "";
      }
      StringBuilder outline = new StringBuilder();
      for (int i = 0; i < size(); i++) {
        append(outline, x(i), y(point(i).high()));
      }
      for (int i = size() - 1; i >= 0; i--) {
        append(outline, x(i), y(point(i).low()));
      }
      return outline.toString();
    }

    private String polyline() {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < size(); i++) {
        append(line, x(i), y(point(i).value()));
      }
      return line.toString();
    }

    private static void append(StringBuilder points, double x, double y) {
      points.append(points.isEmpty() ? "" : " ").append(coordinate(x)).append(',');
      points.append(coordinate(y));
    }

    private List<Level> levels() {
      List<Level> levels = new ArrayList<>();
      List<ChangePoint> changes = trend.changes();
      for (int i = 0; i < changes.size(); i++) {
        ChangePoint change = changes.get(i);
        int end = i + 1 < changes.size() ? changes.get(i + 1).index() : size();
        if (i == 0) {
          levels.add(level(0, change.index(), change.before()));
        }
        levels.add(level(change.index(), end, change.after()));
      }
      return levels;
    }

    private Level level(int from, int end, double value) {
      return new Level(
          coordinate(x(Math.max(0, from - 0.5))),
          coordinate(x(Math.min(size() - 1, end - 0.5))),
          coordinate(y(value)));
    }

    private List<Change> changes() {
      return trend.changes().stream()
          .map(c -> new Change(coordinate(x(c.index() - 0.5)), trend.meaning(c), of(c)))
          .toList();
    }

    private Dot dot(int index) {
      Point point = point(index);
      return new Dot(
          coordinate(x(index)),
          coordinate(y(point.value())),
          point.started().replace('T', ' ').replace("Z", ""),
          point.shortRun(),
          format.text(point.value()),
          Double.isNaN(point.low())
              ? "–"
              : "%s to %s".formatted(format.text(point.low()), format.text(point.high())),
          trend.changeAt(index).map(c -> trend.meaning(c) + ": " + of(c)).orElse(""),
          point.failed());
    }
  }
}
