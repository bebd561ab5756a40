package dev.assay.reports;

import dev.assay.compare.MetricComparison;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An axis of differences, with zero in its middle.
 *
 * @param reach the number at its right end
 * @param unit of the metric
 */
record DifferenceAxis(double reach, String unit) {

  /** The axis on which all differences of a metric have room. */
  static DifferenceAxis around(List<MetricComparison> metrics, String unit) {
    double most =
        metrics.stream()
            .flatMapToDouble(m -> DoubleStream.of(m.difference(), m.low(), m.high()))
            .map(Math::abs)
            .filter(v -> v > 0 && Double.isFinite(v))
            .max()
            .orElse(0.1);
    return new DifferenceAxis(roundAbove(most), unit);
  }

  /** The least of 1, 1.5, 2, 3, 4, 6, 8 times a power of ten that is not below a number. */
  private static double roundAbove(double number) {
    double power = Math.pow(10, Math.floor(Math.log10(number)));
    for (double factor : new double[] {1, 1.5, 2, 3, 4, 6, 8}) {
      if (factor * power >= number * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** A difference and its interval, drawn; nothing where there is none. */
  Cell.Bar bar(MetricComparison metric) {
    if (metric.test().isEmpty() || Double.isNaN(metric.difference())) {
      return Cell.Bar.NONE;
    }
    boolean known = !Double.isNaN(metric.low()) && !Double.isNaN(metric.high());
    double at = place(metric.difference());
    double from = known ? place(metric.low()) : at;
    double to = known ? place(metric.high()) : at;
    return new Cell.Bar(
        true,
        Figures.coordinate(from),
        Figures.coordinate(to),
        Figures.coordinate(to - from),
        Figures.coordinate(at));
  }

  /** The place of a difference in per cent of the axis. */
  private double place(double difference) {
    return 100 * Math.max(0, Math.min(1, (difference / reach + 1) / 2));
  }

  /** The labelled places. */
  List<WhiskerChart.Place> ticks() {
    return List.of(
        new WhiskerChart.Place("0", label(-reach)),
        new WhiskerChart.Place("50", "0"),
        new WhiskerChart.Place("100", label(reach)));
  }

  /** The shortest way to write an end of the axis. */
  private String label(double end) {
    double shown = unit.equals("%") ? 100 * end : end;
    String digits = Figures.coordinate(Math.abs(shown));
    return (end < 0 ? "−" : "+")
        + (digits.equals("0") ? "%.0e".formatted(Math.abs(shown)) : digits);
  }
}
