package dev.assay.reports;

import java.util.Locale;

/** How numbers are written, alike in every view. */
final class Figures {
  /** Stands where there is no number. */
  static final String NONE = "–";

  private static final String MINUS = "−";
  private static final String[] LARGE = {"", " k", " M", " G", " T", " P", " E"};

  private Figures() {}

  /** A metric's number without its unit: shares in per cent with one decimal. */
  static String metric(double value, String unit) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    return unit.equals("%") ? decimals(100 * value, 1) : significant(value);
  }

  /** A metric's number with its sign, without its unit. */
  static String difference(double value, String unit) {
    String text = metric(value, unit);
    return value > 0 && text.matches(".*[1-9].*") ? "+" + text : text;
  }

  /** Both ends of an interval, without unit. */
  static String interval(double low, double high, String unit) {
    if (Double.isNaN(low) || Double.isNaN(high)) {
      return "";
    }
    String from = metric(low, unit);
    return from + (from.startsWith(MINUS) ? " to " : "–") + metric(high, unit);
  }

  /** A whole number with thousands separators. */
  static String count(long n) {
    return String.format(Locale.UK, "%,d", n);
  }

  /** A count with its noun, for example {@code 1 model} or {@code 3 models}. */
  static String count(long n, String noun) {
    return count(n) + " " + (n == 1 ? noun : noun + "s");
  }

  /** A large quantity with three digits and a decimal prefix, for example {@code 1.23 G}. */
  static String quantity(double value) {
    double rest = value;
    int prefix = 0;
    while (rest >= 999.5 && prefix < LARGE.length - 1) {
      rest /= 1000;
      prefix++;
    }
    return threeDigits(rest) + LARGE[prefix];
  }

  /** A large quantity; a dash where there is none of it. */
  static String quantityOrNone(double value) {
    return value > 0 ? quantity(value) : NONE;
  }

  /** A mean length, such as bytes per patch, with two decimals; a dash where there is none. */
  static String length(double value) {
    return value > 0 ? decimals(value, 2) : NONE;
  }

  /** A mean per example; a dash where there is none of it. */
  static String mean(double value) {
    if (Double.isNaN(value) || value == 0) {
      return NONE;
    }
    if (value >= 10_000) {
      return quantity(value);
    }
    return value >= 100 ? count(Math.round(value)) : decimals(value, 1);
  }

  /** A span of time in the two units that fit. */
  static String duration(double seconds) {
    if (seconds < 1e-3) {
      return threeDigits(seconds * 1e6) + " µs";
    }
    if (seconds < 1) {
      return threeDigits(seconds * 1e3) + " ms";
    }
    if (seconds < 59.95) {
      return decimals(seconds, 1) + " s";
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %d s".formatted(whole / 60, whole % 60)
        : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
  }

  /** A size in decimal units. */
  static String bytes(long n) {
    return n < 1000 ? n + " B" : quantity(n) + "B";
  }

  /** A share in [0, 1] as per cent, with its sign. */
  static String percent(double share) {
    return decimals(100 * share, 1) + " %";
  }

  /** A p-value. */
  static String probability(double p) {
    return p < 0.0001 ? "<0.0001" : decimals(p, 4);
  }

  /** A coordinate for SVG: never in a locale's notation, never longer than needed. */
  static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
  }

  private static String significant(double value) {
    double size = Math.abs(value);
    return decimals(value, size >= 100 ? 1 : size >= 10 ? 2 : 3);
  }

  private static String threeDigits(double value) {
    return decimals(value, value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2);
  }

  /** A number with so many decimals. */
  static String decimals(double value, int decimals) {
    String text = String.format(Locale.UK, "%." + decimals + "f", value);
    if (!text.startsWith("-")) {
      return text;
    }
    return text.matches("-[0.]+") ? text.substring(1) : MINUS + text.substring(1);
  }
}
