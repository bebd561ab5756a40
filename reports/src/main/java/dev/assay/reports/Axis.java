package dev.assay.reports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A chart's axis: from a number to a place in [0, 1].
 *
 * @param low the number at 0
 * @param high the number at 1
 * @param logarithmic whether equal ratios take equal space
 * @param ticks where it is labelled
 */
record Axis(double low, double high, boolean logarithmic, List<Tick> ticks) {
  /** Least distance of labels, as a share of the axis. */
  private static final double LABEL_SPACE = 0.06;

  /**
   * A labelled place.
   *
   * @param place in [0, 1]
   */
  record Tick(double place, String label) {}

  /** The place of a number; numbers beyond the ends stay at the ends. */
  double place(double value) {
    double share =
        logarithmic
            ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
            : (value - low) / (high - low);
    return Math.max(0, Math.min(1, share));
  }

  /** The axis of a share: all of it, so that lengths compare. */
  static Axis wholeShare() {
    return linear(0, 1, 0.25, "%");
  }

  /** The axis for a metric, with round ends around all numbers. Shares stay within [0, 1]. */
  static Axis around(Collection<Double> values, String unit) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return wholeShare();
    }
    if (unit.equals("%")) {
      low = Math.max(0, low);
      high = Math.min(1, high);
    }
    double span = Math.max(high - low, Math.max(Math.abs(high), 1) * 0.05);
    double step = roundStep(span / 4);
    double from = Math.floor(low / step) * step;
    double to = Math.ceil(high / step) * step;
    return linear(from, to > from ? to : from + step, step, unit);
  }

  private static Axis linear(double low, double high, double step, String unit) {
    Axis axis = new Axis(low, high, false, List.of());
    List<Tick> ticks = new ArrayList<>();
    int count = (int) Math.round((high - low) / step);
    for (int i = 0; i <= count; i++) {
      double value = low + i * step;
      ticks.add(new Tick(axis.place(value), label(value, step, unit)));
    }
    return new Axis(low, high, false, List.copyOf(ticks));
  }

  private static String label(double value, double step, String unit) {
    double shown = unit.equals("%") ? 100 * value : value;
    double shownStep = unit.equals("%") ? 100 * step : step;
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(shownStep) - 1e-9));
    String text = String.format(java.util.Locale.UK, "%." + decimals + "f", shown);
    return text.replace("-", "−") + (unit.equals("%") ? " %" : "");
  }

  /** The least of 1, 2, 5 times a power of ten that is not below a step. */
  private static double roundStep(double step) {
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= step * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /**
   * An axis that is labelled at the very values that occur.
   *
   * @param values different numbers from the smallest to the largest, at least two
   * @param wide where the largest is so many times the smallest, equal ratios take equal space
   * @param before how much of the axis lies before the smallest
   * @param after how much of it lies behind the largest
   */
  static Axis at(List<String> values, double wide, double before, double after) {
    List<Double> numbers = values.stream().map(Double::valueOf).toList();
    double least = numbers.get(0);
    double most = numbers.get(numbers.size() - 1);
    boolean logarithmic = least > 0 && most / least >= wide;
    double unit = 1 / (1 - before - after);
    Axis axis =
        logarithmic
            ? new Axis(
                least / Math.pow(most / least, before * unit),
                most * Math.pow(most / least, after * unit),
                true,
                List.of())
            : new Axis(
                least - before * unit * (most - least),
                most + after * unit * (most - least),
                false,
                List.of());
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      double place = axis.place(numbers.get(i));
      boolean free = ticks.isEmpty() || place - ticks.get(ticks.size() - 1).place() >= LABEL_SPACE;
      if (free) {
        ticks.add(new Tick(place, values.get(i)));
      }
    }
    return new Axis(axis.low(), axis.high(), logarithmic, List.copyOf(ticks));
  }

  /** A logarithmic axis over at least one power of ten around positive numbers. */
  static Axis logarithmic(Collection<Double> values, DoubleFunction<String> label) {
    double least = values.stream().min(Double::compare).orElse(1.0);
    double most = values.stream().max(Double::compare).orElse(1.0);
    double low = roundBelow(least / 1.3);
    double high = roundBelow(most * 1.3 * 2.5);
    while (high / low < 9.99) {
      high = roundBelow(high * 2.51);
    }
    Axis axis = new Axis(low, high, true, List.of());
    double decades = Math.log10(high / low);
    int every = (int) Math.max(1, Math.ceil(decades / 5));
    List<Tick> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(low) + 1e-9);
    for (int decade = first; Math.pow(10, decade) <= high * 1.0001; decade++) {
      for (double factor : new double[] {1, 2, 5}) {
        double value = factor * Math.pow(10, decade);
        boolean labelled = factor == 1 ? (decade - first) % every == 0 : decades < 2.5;
        if (labelled && value >= low * 0.9999 && value <= high * 1.0001) {
          ticks.add(new Tick(axis.place(value), label.apply(value)));
        }
      }
    }
    return new Axis(low, high, true, List.copyOf(ticks));
  }

  /** The greatest of 1, 2, 5 times a power of ten that is not above a value. */
  private static double roundBelow(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    double factor = value / power >= 5 ? 5 : value / power >= 2 ? 2 : 1;
    return factor * power;
  }
}
