package dev.assay.reports;

import dev.assay.reports.Axis.Tick;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

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
    List<Point> points) {
  private static final int WIDTH = 540;
  private static final int HEIGHT = 330;
  private static final int TOP = 16;
  private static final int BOTTOM = HEIGHT - 46;
  private static final int LEFT = 48;
  private static final int RIGHT = WIDTH - 20;
  private static final int STRIP = 96;
  private static final double LABEL_HEIGHT = 15;
  private static final double LETTER_WIDTH = 6.4;
  private static final int LABEL_LETTERS = 24;

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

    boolean hasInterval() {
      return !Double.isNaN(low) && !Double.isNaN(high);
    }
  }

  /** Lays a chart out over a logarithmic axis of costs. */
  static ScatterChart of(
      String id,
      String title,
      String xTitle,
      Axis y,
      List<Measured> all,
      DoubleFunction<String> si) {
    List<Double> costs =
        all.stream()
            .filter(m -> m.hasCost() && !Double.isNaN(m.value()))
            .map(Measured::cost)
            .toList();
    return of(id, title, xTitle, Axis.logarithmic(costs, si), y, all, si);
  }

  /** Lays a chart out. */
  static ScatterChart of(
      String id,
      String title,
      String xTitle,
      Axis x,
      Axis y,
      List<Measured> all,
      DoubleFunction<String> si) {
    List<Measured> drawn = all.stream().filter(m -> !Double.isNaN(m.value())).toList();
    boolean strip = drawn.stream().anyMatch(m -> !m.hasCost());
    boolean any = drawn.stream().anyMatch(Measured::hasCost);
    Frame frame = new Frame(WIDTH, HEIGHT, LEFT, strip ? LEFT + STRIP : LEFT, RIGHT, TOP, BOTTOM);
    return new ScatterChart(
        id,
        title,
        "%s. The table below has the numbers."
            .formatted(drawn.stream().map(m -> words(m, si)).collect(Collectors.joining("; "))),
        x.logarithmic() ? xTitle + ", logarithmic" : xTitle,
        frame,
        strip,
        any ? places(x.ticks(), frame.left(), frame.right()) : List.of(),
        places(y.ticks(), frame.bottom(), frame.top()),
        new Layout(frame, x, y, si).points(drawn));
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

  private static String words(Measured m, DoubleFunction<String> si) {
    return m.name() + (m.hasCost() ? " at " + si.apply(m.cost()) : " without a cost");
  }

  /** Finds places for points and for labels that do not lie on each other. */
  private record Layout(Frame frame, Axis xAxis, Axis yAxis, DoubleFunction<String> si) {
    /** Space that is taken, in the units of the view box. */
    private record Box(double left, double right, double top, double bottom) {
      static Box around(double x, double y) {
        return new Box(x - 7, x + 7, y - 7, y + 7);
      }

      boolean meets(Box other) {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
      }

      boolean within(Frame frame) {
        return left >= frame.axis()
            && right <= frame.right()
            && top >= 0
            && bottom <= frame.bottom();
      }
    }

    /** A name and where it could stand. */
    private record Label(String text, double x, double y, String anchor) {
      Box box() {
        double width = text.length() * LETTER_WIDTH;
        double left =
            switch (anchor) {
              case "start" -> x;
              case "end" -> x - width;
              default -> x - width / 2;
            };
        return new Box(left, left + width, y - LABEL_HEIGHT / 2, y + LABEL_HEIGHT / 2);
      }
    }

    List<Point> points(List<Measured> drawn) {
      List<Measured> fromTop =
          drawn.stream().sorted(Comparator.comparingDouble(m -> y(m.value()))).toList();
      List<Box> taken = new ArrayList<>();
      for (Measured m : fromTop) {
        taken.add(Box.around(x(m), y(m.value())));
        if (m.hasInterval()) {
          taken.add(new Box(x(m) - 2, x(m) + 2, y(m.high()), y(m.low())));
        }
      }
      List<Point> points = new ArrayList<>();
      for (Measured m : fromTop) {
        points.add(point(m, taken));
      }
      return points;
    }

    private Point point(Measured m, List<Box> taken) {
      Label label = label(m, taken);
      taken.add(label.box());
      return new Point(
          m.model(),
          words(m, si),
          Figures.coordinate(x(m)),
          Figures.coordinate(y(m.value())),
          Figures.coordinate(y(m.hasInterval() ? m.low() : m.value())),
          Figures.coordinate(y(m.hasInterval() ? m.high() : m.value())),
          label.text(),
          Figures.coordinate(label.x()),
          Figures.coordinate(label.y()),
          label.anchor());
    }

    /** Right of the point if there is room, else left, above, below, and then ever further away. */
    private Label label(Measured m, List<Box> taken) {
      Excerpt name = Excerpt.of(m.label(), LABEL_LETTERS);
      String text = name.cut() ? name.text() + "…" : name.text();
      double x = x(m);
      double y = y(m.value());
      Label right = new Label(text, x + 11, y, "start");
      for (int further = 0; further < 8; further++) {
        double away = 16 + further * LABEL_HEIGHT;
        List<Label> places =
            List.of(
                further == 0 ? right : new Label(text, x + 11, y - away, "start"),
                new Label(text, x - 11, further == 0 ? y : y - away, "end"),
                new Label(text, x, y - away, "middle"),
                new Label(text, x, y + away, "middle"));
        for (Label label : places) {
          if (label.box().within(frame) && taken.stream().noneMatch(label.box()::meets)) {
            return label;
          }
        }
      }
      return right;
    }

    private double x(Measured m) {
      return m.hasCost()
          ? frame.left() + xAxis.place(m.cost()) * (frame.right() - frame.left())
          : frame.axis() + 12;
    }

    private double y(double value) {
      return frame.bottom() - yAxis.place(value) * (frame.bottom() - frame.top());
    }
  }
}
