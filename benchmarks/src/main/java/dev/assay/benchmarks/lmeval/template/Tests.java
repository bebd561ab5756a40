package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonTuple;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Jinja2's tests by name: what stands behind {@code is}. */
final class Tests {
  private final Map<String, Test> byName = new TreeMap<>();

  /** A test's work. */
  private interface Test {
    boolean holds(@Nullable Object value, Arguments arguments);
  }

  Tests() {
    byName.put("defined", (v, a) -> !(v instanceof Undefined));
    byName.put("undefined", (v, a) -> v instanceof Undefined);
    put("none", v -> v == null);
    put("boolean", v -> v instanceof Boolean);
    put("true", v -> Boolean.TRUE.equals(v));
    put("false", v -> Boolean.FALSE.equals(v));
    put("integer", v -> v instanceof Long);
    put("float", v -> v instanceof Double);
    put("number", Values::isNumber);
    put("string", v -> v instanceof String);
    put("mapping", v -> v instanceof Map);
    put("sequence", v -> isContainer(v));
    put("iterable", v -> isContainer(v) || v instanceof Lazy);
    put("odd", v -> remainder(v, 2L) == 1);
    put("even", v -> remainder(v, 2L) == 0);
    put("lower", v -> TextMethods.isCased(Values.text(v), false));
    put("upper", v -> TextMethods.isCased(Values.text(v), true));
    against("divisibleby", (v, o) -> remainder(v, o) == 0);
    against("in", Values::in);
    for (String name : List.of("eq", "equalto", "==")) {
      against(name, Values::equal);
    }
    for (String name : List.of("ne", "!=")) {
      against(name, (v, o) -> !Values.equal(v, o));
    }
    for (String name : List.of("gt", "greaterthan", ">")) {
      against(name, (v, o) -> Values.compare(v, o) > 0);
    }
    for (String name : List.of("ge", ">=")) {
      against(name, (v, o) -> Values.compare(v, o) >= 0);
    }
    for (String name : List.of("lt", "lessthan", "<")) {
      against(name, (v, o) -> Values.compare(v, o) < 0);
    }
    for (String name : List.of("le", "<=")) {
      against(name, (v, o) -> Values.compare(v, o) <= 0);
    }
  }

  private void put(String name, Predicate<@Nullable Object> test) {
    byName.put(
        name,
        (v, a) -> {
          a.expect(0);
          Values.refuseUndefined(v);
          if (v instanceof Markup) {
            throw Values.unsupported("a test of", v);
          }
          return test.test(v);
        });
  }

  private void against(String name, BiPredicate<@Nullable Object, @Nullable Object> test) {
    byName.put(
        name,
        (v, a) -> {
          Values.refuseUndefined(v);
          return test.test(v, a.expect(1, "other").get(0, "other", null));
        });
  }

  private static boolean isContainer(@Nullable Object value) {
    return value instanceof String
        || value instanceof List
        || value instanceof PythonTuple
        || value instanceof Map;
  }

  private static double remainder(@Nullable Object value, @Nullable Object divisor) {
    Object rest = Operators.apply("%", value, divisor);
    if (rest == null || !Values.isNumber(rest)) {
      throw Values.unsupported("the remainder of", value);
    }
    return Values.real(rest);
  }

  /** Throws if there is no such test. */
  void require(String name) {
    if (!byName.containsKey(name)) {
      throw new TemplateException(
          "the test '%s' is not known here; there are %s"
              .formatted(name, String.join(", ", byName.keySet())));
    }
  }

  /**
   * Whether a value passes the test that the arguments are for.
   *
   * @throws TemplateException if there is no such test
   */
  boolean holds(@Nullable Object value, Arguments arguments) {
    require(arguments.of());
    Test test = byName.get(arguments.of());
    return test != null && test.holds(value, arguments);
  }
}
