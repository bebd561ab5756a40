package dev.assay.reports;

import dev.assay.result.MetricResult;

/**
 * One number in a table: value, interval, and how it stands.
 *
 * @param value the number without its unit
 * @param unit its unit
 * @param interval its 95 % interval, without unit; empty where unknown
 * @param bar the interval drawn
 * @param standing where it stands among the models
 * @param competes whether its model competes
 * @param scored examples behind it
 * @param failed failed examples beside it; 0 if none
 */
record Cell(
    String value,
    String unit,
    String interval,
    Bar bar,
    Standing standing,
    boolean competes,
    String scored,
    long failed) {

  /**
   * An interval on an axis, in per cent of its length.
   *
   * @param drawn whether there is a number to draw
   * @param from where the interval begins
   * @param to where it ends
   * @param length its length
   * @param at where the value is
   */
  record Bar(boolean drawn, String from, String to, String length, String at) {
    static final Bar NONE = new Bar(false, "0", "0", "0", "0");

    static Bar of(MetricResult result, Axis axis) {
      if (Double.isNaN(result.value())) {
        return NONE;
      }
      boolean known = !Double.isNaN(result.low()) && !Double.isNaN(result.high());
      double at = 100 * axis.place(result.value());
      double from = known ? 100 * axis.place(result.low()) : at;
      double to = known ? 100 * axis.place(result.high()) : at;
      return new Bar(
          true,
          Figures.coordinate(from),
          Figures.coordinate(to),
          Figures.coordinate(to - from),
          Figures.coordinate(at));
    }
  }

  /** The cell of a model that was not asked. */
  static Cell absent(boolean competes) {
    return new Cell(Figures.NONE, "", "", Bar.NONE, Standing.NONE, competes, "0", 0);
  }

  static Cell of(MetricResult result, Axis axis, Standing standing, boolean competes) {
    return new Cell(
        Figures.metric(result.value(), result.unit()),
        result.unit(),
        Figures.interval(result.low(), result.high(), result.unit()),
        Bar.of(result, axis),
        standing,
        competes,
        Figures.count(result.scored()),
        result.failed());
  }
}
