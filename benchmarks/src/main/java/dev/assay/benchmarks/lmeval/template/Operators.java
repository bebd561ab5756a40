package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonTuple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Python's arithmetic. */
final class Operators {
  /** Powers above this are refused; nothing a prompt needs is near. */
  private static final int MOST_EXPONENT = 64;

  private static final int MOST_COPIES = 1_000_000;

  private Operators() {}

  /**
   * {@code left operator right}.
   *
   * @throws TemplateException if Python has no such operation on such values
   */
  static @Nullable Object apply(String operator, @Nullable Object left, @Nullable Object right) {
    Values.refuseUndefined(left);
    Values.refuseUndefined(right);
    if (Values.isNumber(left) && Values.isNumber(right)) {
      return numbers(operator, left, right);
    }
    if (operator.equals("+")) {
      return joined(left, right);
    }
    if (operator.equals("*")) {
      if (left instanceof Long times) {
        return repeated(right, times);
      }
      if (right instanceof Long times) {
        return repeated(left, times);
      }
    }
    if (operator.equals("%") && left instanceof String format) {
      return PercentFormat.apply(format, right);
    }
    throw impossible(operator, left, right);
  }

  private static Object joined(@Nullable Object left, @Nullable Object right) {
    if (left instanceof String one && right instanceof String other) {
      return one + other;
    }
    if (left instanceof List<?> one && right instanceof List<?> other) {
      List<@Nullable Object> both = new ArrayList<>(one);
      both.addAll(other);
      return both;
    }
    if (left instanceof PythonTuple one && right instanceof PythonTuple other) {
      List<@Nullable Object> both = new ArrayList<>(one.items());
      both.addAll(other.items());
      return new PythonTuple(both);
    }
    throw impossible("+", left, right);
  }

  private static Object repeated(@Nullable Object value, long times) {
    if (times > MOST_COPIES) {
      throw new TemplateException("%,d copies are too many".formatted(times));
    }
    int copies = (int) Math.max(0, times);
    if (value instanceof String text) {
      return text.repeat(copies);
    }
    if (value instanceof List || value instanceof PythonTuple) {
      List<@Nullable Object> items = new ArrayList<>();
      for (int i = 0; i < copies; i++) {
        items.addAll(Values.items(value));
      }
      return value instanceof List ? items : new PythonTuple(items);
    }
    throw impossible("*", value, times);
  }

  private static TemplateException impossible(
      String operator, @Nullable Object left, @Nullable Object right) {
    return new TemplateException(
        "there is no %s of %s and %s; `~` joins anything as text"
            .formatted(operator, Values.kind(left), Values.kind(right)));
  }

  private static Object numbers(String operator, Object left, Object right) {
    try {
      return switch (operator) {
        case "+" -> number(left, right, Math::addExact, Double::sum);
        case "-" -> number(left, right, Math::subtractExact, (a, b) -> a - b);
        case "*" -> number(left, right, Math::multiplyExact, (a, b) -> a * b);
        case "/" -> Values.real(left) / divisor(right);
        case "//" -> number(left, right, Math::floorDiv, Operators::floorDivided);
        case "%" -> number(left, right, Math::floorMod, Operators::remainder);
        case "**" -> power(left, right);
        default -> throw impossible(operator, left, right);
      };
    } catch (ArithmeticException e) {
      throw new TemplateException("%s fails: %s".formatted(operator, e.getMessage()));
    }
  }

  private static Object number(
      Object left, Object right, LongBinaryOperator whole, DoubleBinaryOperator real) {
    return left instanceof Double || right instanceof Double
        ? (Object) real.applyAsDouble(Values.real(left), Values.real(right))
        : (Object) whole.applyAsLong(Values.whole(left), Values.whole(right));
  }

  private static double divisor(Object number) {
    double value = Values.real(number);
    if (value == 0) {
      throw new ArithmeticException("division by zero");
    }
    return value;
  }

  private static double remainder(double left, double right) {
    double rest = left % divisor(right);
    if (rest == 0) {
      return Math.copySign(0, right);
    }
    return right < 0 == rest < 0 ? rest : rest + right;
  }

  private static double floorDivided(double left, double right) {
    double quotient = (left - remainder(left, right)) / right;
    if (quotient == 0) {
      return Math.copySign(0, left / right);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  /** Of a negative constant Jinja2 itself makes {@code -(a ** b)} or {@code (-a) ** b} by turns. */
  private static Object power(Object base, Object exponent) {
    if (Values.real(base) < 0) {
      throw new ArithmeticException("a negative number to a power is not known here");
    }
    if (base instanceof Double || exponent instanceof Double || Values.whole(exponent) < 0) {
      return Math.pow(Values.real(base), Values.real(exponent));
    }
    long times = Values.whole(exponent);
    if (times > MOST_EXPONENT) {
      throw new ArithmeticException("the exponent %d is too large".formatted(times));
    }
    return BigInteger.valueOf(Values.whole(base)).pow((int) times).longValueExact();
  }

  static Object negative(@Nullable Object value) {
    if (value instanceof Double real) {
      return -real;
    }
    if (Values.isNumber(value)) {
      return Math.negateExact(Values.whole(value));
    }
    throw Values.unsupported("the negative of", value);
  }
}
