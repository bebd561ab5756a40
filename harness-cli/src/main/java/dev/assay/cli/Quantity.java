package dev.assay.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Quantity {
  private static final String[] THOUSANDS = {"", " k", " M", " G", " T", " P", " E"};

  private Quantity() {}

  /** All digits in groups of three: {@code 14,000}. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** A number of things: {@code 1 model}, {@code 2 models}. */
  static String count(long n, String thing) {
    return count(n) + " " + thing + (n == 1 ? "" : "s");
  }

  /** Three digits or so with a prefix of ten: {@code 2.10 M}. */
  static String approximate(double value) {
    int step = 0;
    double scaled = value;
    while (Math.abs(scaled) >= 999.5 && step < THOUSANDS.length - 1) {
      scaled /= 1000;
      step++;
    }
    int decimals = step == 0 || scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f%s", scaled, THOUSANDS[step]);
  }

  /** Bytes in powers of two: {@code 16.0 GiB}. */
  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    double value = bytes;
    int step = -1;
    while (value >= 1024) {
      value /= 1024;
      step++;
    }
    return String.format(Locale.ROOT, "%.1f %ciB", value, "KMGTPE".charAt(step));
  }

  /** The two largest units: {@code 3 min 20 s}. */
  static String duration(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1000.0);
    if (seconds >= 3600) {
      return "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
    }
    if (seconds >= 60) {
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
    return seconds + " s";
  }

  /** A share in [0, 1] in per cent: {@code 2.3 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
