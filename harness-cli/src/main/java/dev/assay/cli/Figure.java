package dev.assay.cli;

import java.util.Locale;

/** Measured numbers in tables, with a true minus and as many digits as help. */
final class Figure {
  /** What stands where there is no number. */
  static final String NONE = "–";

  private Figure() {}

  /**
   * A number in its unit.
   *
   * @param unit {@code "%"} for a share, which is shown in per cent
   * @param largest the largest of the numbers beside it, which decides on the digits
   * @param plus what stands before positive numbers
   */
  static String of(double value, String unit, double largest, String plus) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    boolean share = unit.equals("%");
    double scaled = share ? 100 * value : value;
    int decimals = share || largest >= 20 ? 1 : largest >= 2 ? 2 : 3;
    String digits = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(scaled));
    boolean zero = Double.parseDouble(digits) == 0;
    return (zero ? "" : value < 0 ? "−" : plus) + digits;
  }

  /** A p-value. */
  static String p(double p) {
    return p < 0.0001 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }
}
