package dev.assay.reports;

import dev.assay.reports.ScatterChart.Content;
import dev.assay.reports.ScatterChart.Floor;
import dev.assay.reports.ScatterChart.Frame;
import dev.assay.reports.ScatterChart.Line;
import dev.assay.reports.ScatterChart.Measured;
import dev.assay.reports.ScatterChart.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** Finds places for the points of a chart and for labels that do not lie on each other. */
final class ScatterLayout {
  private static final double LABEL_HEIGHT = 15;
  private static final double LETTER_WIDTH = 6.4;
  private static final int LABEL_LETTERS = 24;

  private final Frame frame;
  private final Axis xAxis;
  private final Axis yAxis;
  private final DoubleFunction<String> si;
  private final List<Box> taken = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Floor> floors = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();

  ScatterLayout(Frame frame, Axis xAxis, Axis yAxis, DoubleFunction<String> si) {
    this.frame = frame;
    this.xAxis = xAxis;
    this.yAxis = yAxis;
    this.si = si;
  }

  /** Space that is taken, in the units of the view box. */
  private record Box(double left, double right, double top, double bottom) {
    static Box around(double x, double y) {
      return new Box(x - 7, x + 7, y - 7, y + 7);
    }

    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean within(Frame frame) {
      return left >= frame.axis() && right <= frame.right() && top >= 0 && bottom <= frame.bottom();
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

  /** Points and whiskers keep their places; labels go where there is room. */
  void add(Content content) {
    List<Measured> fromTop = fromTop(content.points());
    for (Measured m : fromTop) {
      taken.add(Box.around(x(m), y(m.value())));
      if (m.hasInterval()) {
        taken.add(new Box(x(m) - 2, x(m) + 2, y(m.high()), y(m.low())));
      }
    }
    content.joined().forEach(this::addLine);
    fromTop(content.floors()).forEach(this::addFloor);
    fromTop.forEach(this::addPoint);
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  List<Floor> floors() {
    return List.copyOf(floors);
  }

  List<Point> points() {
    return List.copyOf(points);
  }

  private List<Measured> fromTop(List<Measured> all) {
    return all.stream().sorted(Comparator.comparingDouble(m -> y(m.value()))).toList();
  }

  private void addLine(List<Measured> joined) {
    if (joined.size() > 1) {
      lines.add(
          new Line(
              joined.get(joined.size() - 1).model(),
              joined.stream()
                  .map(m -> Figures.coordinate(x(m)) + "," + Figures.coordinate(y(m.value())))
                  .collect(Collectors.joining(" "))));
    }
  }

  private void addFloor(Measured m) {
    String text = text(m);
    double y = y(m.value());
    List<Label> places = new ArrayList<>();
    for (double away : new double[] {-8, 10}) {
      places.add(new Label(text, frame.right() - 2, y + away, "end"));
      places.add(new Label(text, frame.left() + 4, y + away, "start"));
    }
    Label label = firstFree(places, places.get(0));
    taken.add(label.box());
    taken.add(new Box(frame.axis(), frame.right(), y - 1, y + 1));
    floors.add(
        new Floor(
            m.model(),
            floorWords(m),
            Figures.coordinate(y),
            label.text(),
            Figures.coordinate(label.x()),
            Figures.coordinate(label.y()),
            label.anchor()));
  }

  private void addPoint(Measured m) {
    Label label = label(m);
    taken.add(label.box());
    points.add(
        new Point(
            m.model(),
            words(m),
            Figures.coordinate(x(m)),
            Figures.coordinate(y(m.value())),
            Figures.coordinate(y(m.hasInterval() ? m.low() : m.value())),
            Figures.coordinate(y(m.hasInterval() ? m.high() : m.value())),
            label.text(),
            Figures.coordinate(label.x()),
            Figures.coordinate(label.y()),
            label.anchor()));
  }

  private static String text(Measured m) {
    Excerpt name = Excerpt.of(m.label(), LABEL_LETTERS);
    return name.cut() ? name.text() + "…" : name.text();
  }

  /** Right of the point if there is room, else left, above, below, and so ever further away. */
  private Label label(Measured m) {
    String text = text(m);
    double x = x(m);
    double y = y(m.value());
    Label right = new Label(text, x + 11, y, "start");
    List<Label> places = new ArrayList<>();
    places.add(right);
    places.add(new Label(text, x - 11, y, "end"));
    for (int further = 0; further < 8; further++) {
      double away = 16 + further * LABEL_HEIGHT;
      for (double at : new double[] {y - away, y + away}) {
        places.add(new Label(text, x, at, "middle"));
        places.add(new Label(text, x + 11, at, "start"));
        places.add(new Label(text, x - 11, at, "end"));
      }
    }
    return firstFree(places, right);
  }

  private Label firstFree(List<Label> places, Label otherwise) {
    return places.stream()
        .filter(l -> l.box().within(frame) && taken.stream().noneMatch(l.box()::meets))
        .findFirst()
        .orElse(otherwise);
  }

  private double x(Measured m) {
    return m.standsOn(xAxis)
        ? frame.left() + xAxis.place(m.cost()) * (frame.right() - frame.left())
        : frame.axis() + 12;
  }

  private double y(double value) {
    return frame.bottom() - yAxis.place(value) * (frame.bottom() - frame.top());
  }

  /** What a point shows, in words. */
  String words(Measured m) {
    return m.name() + (m.standsOn(xAxis) ? " at " + si.apply(m.cost()) : " without a cost");
  }

  /** What a line across the plot shows, in words. */
  String floorWords(Measured m) {
    return m.name() + " as a line across";
  }
}
