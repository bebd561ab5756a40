package dev.assay.history;

import java.util.Arrays;
import java.util.Locale;

/**
 * How the values of one series are written, all alike: shares in per cent, large sums with a prefix
 * of ten, with as many decimals as tell values apart.
 *
 * @param scale what a value is multiplied with
 * @param decimals digits after the point
 * @param unit what the written numbers mean, such as {@code %} or {@code M}; may be empty
 */
public record ValueFormat(double scale, int decimals, String unit) {
  private static final String PREFIXES = "kMGTPE";

  /** The format for a series. */
  public static ValueFormat of(Series series) {
    if (series.unit().equals("%")) {
      return new ValueFormat(100, 1, "%");
    }
    double largest = Arrays.stream(series.values()).map(Math::abs).max().orElse(0);
    int step = 0;
    boolean manyDigits = largest >= 100_000;
    while (manyDigits && largest >= 1000 && step < PREFIXES.length()) {
      largest /= 1000;
      step++;
    }
    String prefix = step == 0 ? "" : PREFIXES.substring(step - 1, step);
    return new ValueFormat(
        Math.pow(1000, -step),
        largest >= 1000 ? 0 : largest >= 20 ? 1 : largest >= 2 ? 2 : 3,
        prefix + series.unit());
  }

  /** A value, with a true minus; {@code –} where there is none. */
  public String text(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    String digits = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value * scale));
    boolean negative = value < 0 && Double.parseDouble(digits) != 0;
    return (negative ? "−" : "") + digits;
  }
}
