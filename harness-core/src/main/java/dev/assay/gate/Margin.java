package dev.assay.gate;

import dev.assay.SetupException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loss that a gate must rule out.
 *
 * @param size how much, in the unit; not negative
 * @param unit in what
 */
public record Margin(double size, Unit unit) {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(points?|%|)");

  /** What a margin is counted in. */
  public enum Unit {
    /** Hundredths, of metrics that are shares shown as per cent. */
    POINTS,

    /** Per cent of the baseline's value. */
    PERCENT,

    /** The metric's own unit, of metrics that are no shares. */
    OWN
  }

  /**
   * Reads {@code 2 points}, {@code 5 %} or {@code 0.05}.
   *
   * @throws SetupException if the text is of no such form
   */
  static Margin parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new SetupException(
          "'%s' is not a margin; write '2 points' for shares, '5 %%' of the baseline's value, or a number such as 0.05 in the metric's own unit"
              .formatted(text));
    }
    double size = Double.parseDouble(matcher.group(1));
    return switch (matcher.group(2)) {
      case "%" -> new Margin(size, Unit.PERCENT);
      case "" -> new Margin(size, Unit.OWN);
      default -> new Margin(size, Unit.POINTS);
    };
  }

  /**
   * Whether it can be told for metrics of a unit. A number alone is not understood for shares, of
   * which 2 would be twice all there is.
   */
  boolean fits(String metricUnit) {
    return switch (unit) {
      case POINTS -> metricUnit.equals("%");
      case PERCENT -> true;
      case OWN -> !metricUnit.equals("%");
    };
  }

  /** In the scale of a metric's values, given the baseline's. */
  double of(double baseline) {
    return switch (unit) {
      case POINTS -> size / 100;
      case PERCENT -> size / 100 * Math.abs(baseline);
      case OWN -> size;
    };
  }
}
