package dev.assay.reports;

import dev.assay.reports.Axis.Tick;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Quality over a cost, laid out in the units of a fixed view box. Models without that cost stand in
 * a strip on the left.
 *
 * @param id unique within the report
 * @param title what is drawn
 * @param description the same in words, for those who cannot see it
 * @param xTitle what the horizontal axis shows, and whether it is logarithmic
 * @param plot where the points lie
 * @param strip whether there is a strip for models without a cost
 * @param xTicks labelled places of the horizontal axis
 * @param yTicks labelled places of the vertical axis
 * @param lines between points that belong together
 * @param floors values without a place on the horizontal axis, as lines across the plot
 * @param points the models, or the models on each of several benchmarks
 */
record ScatterChart(
    String id,
    String title,
    String description,
    String xTitle,
    Frame plot,
    boolean strip,
    List<Place> xTicks,
    List<Place> yTicks,
    List<Line> lines,
    List<Floor> floors,
    List<Point> points) {
  private static final int WIDTH = 540;
  private static final int HEIGHT = 330;
  private static final int TOP = 16;
  private static final int BOTTOM = HEIGHT - 46;
  private static final int LEFT = 48;
  private static final int RIGHT = WIDTH - 20;
  private static final int STRIP = 96;

  /**
   * The view box and the edges of the plot in it.
   *
   * @param axis where the vertical axis is; left of the plot where there is a strip
   */
  record Frame(int width, int height, int axis, int left, int right, int top, int bottom) {}

  /** A label and where on its axis it stands. */
  record Place(String at, String label) {}

  /**
   * A model in the chart.
   *
   * @param words what it shows, in words
   * @param label its name, shortened; may be empty
   * @param labelAt vertical place of the label
   * @param anchor which part of the label is at its place: {@code start}, {@code middle} or {@code
   *     end}
   */
  record Point(
      ModelView model,
      String words,
      String x,
      String y,
      String low,
      String high,
      String label,
      String labelX,
      String labelAt,
      String anchor) {}

  /** A line between a model's points: pairs of coordinates. */
  record Line(ModelView model, String points) {}

  /**
   * A line across the plot.
   *
   * @param words what it shows, in words
   * @param label its name, shortened
   * @param labelAt vertical place of the label
   * @param anchor which part of the label is at its place
   */
  record Floor(
      ModelView model,
      String words,
      String y,
      String label,
      String labelX,
      String labelAt,
      String anchor) {}

  /**
   * What to draw.
   *
   * @param points the points
   * @param joined points among them that a line joins, from left to right
   * @param floors values to draw as lines across the plot
   */
  record Content(List<Measured> points, List<List<Measured>> joined, List<Measured> floors) {
    static Content of(List<Measured> points) {
      return new Content(points, List.of(), List.of());
    }

    private Content drawn() {
      return new Content(
          drawn(points), joined.stream().map(Content::drawn).toList(), drawn(floors));
    }

    private static List<Measured> drawn(List<Measured> all) {
      return all.stream().filter(m -> !Double.isNaN(m.value())).toList();
    }
  }

  /**
   * What to draw of a model.
   *
   * @param name what the point is called
   * @param label what stands beside it; may be empty
   * @param cost its cost; NaN or 0 where it has none that counts
   */
  record Measured(
      ModelView model,
      String name,
      String label,
      double cost,
      double value,
      double low,
      double high) {
    /** A point that is called as the model is. */
    Measured(ModelView model, double cost, double value, double low, double high) {
      this(model, model.name(), model.name(), cost, value, low, high);
    }

    boolean hasCost() {
      return cost > 0;
    }

    /** Whether it has a place on an axis of costs; nothing at all has one where that is shown. */
    boolean standsOn(Axis axis) {
      return hasCost() || cost == 0 && !axis.logarithmic() && axis.low() <= 0;
    }

    boolean hasInterval() {
      return !Double.isNaN(low) && !Double.isNaN(high);
    }
  }

  /** Lays a chart out over a logarithmic axis of costs. */
  static ScatterChart of(
      String id, String title, String xTitle, Axis y, Content content, DoubleFunction<String> si) {
    List<Double> costs =
        content.points().stream()
            .filter(m -> m.hasCost() && !Double.isNaN(m.value()))
            .map(Measured::cost)
            .toList();
    return of(id, title, xTitle, Axis.logarithmic(costs, si), y, content, si);
  }

  /** Lays a chart out. */
  static ScatterChart of(
      String id,
      String title,
      String xTitle,
      Axis x,
      Axis y,
      Content content,
      DoubleFunction<String> si) {
    Content drawn = content.drawn();
    boolean strip = drawn.points().stream().anyMatch(m -> !m.standsOn(x));
    boolean any = drawn.points().stream().anyMatch(m -> m.standsOn(x));
    Frame frame = new Frame(WIDTH, HEIGHT, LEFT, strip ? LEFT + STRIP : LEFT, RIGHT, TOP, BOTTOM);
    ScatterLayout layout = new ScatterLayout(frame, x, y, si);
    layout.add(drawn);
    return new ScatterChart(
        id,
        title,
        "%s. The table below has the numbers."
            .formatted(
                Stream.concat(
                        drawn.points().stream().map(layout::words),
                        drawn.floors().stream().map(layout::floorWords))
                    .collect(Collectors.joining("; "))),
        x.logarithmic() ? xTitle + ", logarithmic" : xTitle,
        frame,
        strip,
        any ? places(x.ticks(), frame.left(), frame.right()) : List.of(),
        places(y.ticks(), frame.bottom(), frame.top()),
        layout.lines(),
        layout.floors(),
        layout.points());
  }

  private static List<Place> places(List<Tick> ticks, int from, int to) {
    return ticks.stream()
        .map(t -> new Place(Figures.coordinate(from + t.place() * (to - from)), round(t.label())))
        .toList();
  }

  /** A tick stands at a round number: zeros behind its point say nothing. */
  private static String round(String label) {
    return label.replaceFirst("\\.0+(?= \\D)", "");
  }
}
