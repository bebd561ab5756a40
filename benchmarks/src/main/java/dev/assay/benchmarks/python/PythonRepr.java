package dev.assay.benchmarks.python;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How Python writes a value: {@code str} and {@code repr} of CPython 3.11. Values are String, Long,
 * Integer, Double, Boolean, List, {@link PythonTuple}, Map and null.
 */
public final class PythonRepr {
  /** From 10^16 on Python writes an exponent. */
  private static final int PLAIN_DIGITS = 16;

  private static final int PLAIN_ZEROS = -4;
  private static final int EXACT_DIGITS = 17;

  private PythonRepr() {}

  /** {@code str(value)}: a text as it is, anything else as {@link #of} writes it. */
  public static String text(@Nullable Object value) {
    return value instanceof String text ? text : of(value);
  }

  /**
   * {@code repr(value)}.
   *
   * @throws IllegalArgumentException if the value is of none of the known kinds
   */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof Long || value instanceof Integer) {
      return value.toString();
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(PythonRepr::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof PythonTuple tuple) {
      String items = tuple.items().stream().map(PythonRepr::of).collect(Collectors.joining(", "));
      return tuple.items().size() == 1 ? "(" + items + ",)" : "(" + items + ")";
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> of(e.getKey()) + ": " + of(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    throw new IllegalArgumentException(value.getClass().getName());
  }

  /** The fewest digits that read back as the same number. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(value).stripTrailingZeros();
    String digits = shortest.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    String sign = value < 0 ? "-" : "";
    if (exponent < PLAIN_ZEROS || exponent >= PLAIN_DIGITS) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      return "%s%s%se%s%02d"
          .formatted(
              sign, digits.charAt(0), fraction, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    String plain = shortest.abs().toPlainString();
    return sign + (plain.contains(".") ? plain : plain + ".0");
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < EXACT_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(EXACT_DIGITS, RoundingMode.HALF_EVEN));
  }

  private static String quoted(String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    text.codePoints().forEach(c -> append(out, c, quote));
    return out.append(quote).toString();
  }

  private static void append(StringBuilder out, int character, char quote) {
    switch (character) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (character == quote) {
          out.append('\\').append(quote);
        } else if (isPrintable(character)) {
          out.appendCodePoint(character);
        } else if (character <= 0xFF) {
          out.append("\\x%02x".formatted(character));
        } else if (character <= 0xFFFF) {
          out.append("\\u%04x".formatted(character));
        } else {
          out.append("\\U%08x".formatted(character));
        }
      }
    }
  }

  private static boolean isPrintable(int character) {
    if (character == ' ') {
      return true;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
