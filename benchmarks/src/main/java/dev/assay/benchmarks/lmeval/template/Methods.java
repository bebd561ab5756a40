package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of Python's values. */
final class Methods {
  /** Python's names that hide a dictionary's key of the same name. */
  private static final Set<String> DICTIONARY =
      Set.of(
          "clear",
          "copy",
          "fromkeys",
          "get",
          "items",
          "keys",
          "pop",
          "popitem",
          "setdefault",
          "update",
          "values");

  private static final Set<String> LIST =
      Set.of(
          "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove",
          "reverse", "sort");
  private static final Set<String> TUPLE = Set.of("count", "index");
  private static final Set<String> NUMBER =
      Set.of(
          "as_integer_ratio",
          "bit_count",
          "bit_length",
          "conjugate",
          "denominator",
          "from_bytes",
          "fromhex",
          "hex",
          "imag",
          "is_integer",
          "numerator",
          "real",
          "to_bytes");

  private Methods() {}

  /** Whether a value has such a method in Python, known here or not. */
  static boolean has(@Nullable Object value, String name) {
    if (name.startsWith("__")) {
      return true;
    }
    if (value instanceof String) {
      return TextMethods.NAMES.contains(name);
    }
    if (value instanceof List) {
      return LIST.contains(name);
    }
    if (value instanceof PythonTuple) {
      return TUPLE.contains(name);
    }
    if (value instanceof Map) {
      return DICTIONARY.contains(name);
    }
    return Values.isNumber(value) && NUMBER.contains(name);
  }

  /** Calls a method. */
  static @Nullable Object call(Method method, Arguments arguments) {
    if (method.of() instanceof String text) {
      return TextMethods.call(text, method.name(), arguments);
    }
    if (method.of() instanceof Map<?, ?> map) {
      return ofDictionary(map, method.name(), arguments);
    }
    if (TUPLE.contains(method.name())
        && (method.of() instanceof List || method.of() instanceof PythonTuple)) {
      return ofList(Values.items(method.of()), method.name(), arguments);
    }
    throw unknown(method.name());
  }

  static TemplateException unknown(String method) {
    return new TemplateException("the method '%s' is not known here".formatted(method));
  }

  private static Object ofList(List<@Nullable Object> items, String name, Arguments arguments) {
    Object wanted = arguments.expect(1, "value").get(0, "value", null);
    if (name.equals("count")) {
      return items.stream().filter(i -> Values.equal(i, wanted)).count();
    }
    for (int i = 0; i < items.size(); i++) {
      if (Values.equal(items.get(i), wanted)) {
        return (long) i;
      }
    }
    throw new TemplateException("index: %s is not in the list".formatted(Values.text(wanted)));
  }

  private static @Nullable Object ofDictionary(Map<?, ?> map, String name, Arguments arguments) {
    switch (name) {
      case "get" -> {
        Object key = arguments.expect(1, "key", "default").get(0, "key", null);
        Values.refuseUndefined(key);
        return Values.contains(map, key) ? Values.at(map, key) : arguments.get(1, "default", null);
      }
      case "keys" -> {
        arguments.expect(0);
        return Lazy.view("the keys of a dictionary", new ArrayList<>(map.keySet()));
      }
      case "values" -> {
        arguments.expect(0);
        return Lazy.view("the values of a dictionary", new ArrayList<>(map.values()));
      }
      case "items" -> {
        arguments.expect(0);
        List<@Nullable Object> pairs = new ArrayList<>();
        map.forEach((k, v) -> pairs.add(pair(k, v)));
        return Lazy.view("the items of a dictionary", pairs);
      }
      default -> throw unknown(name);
    }
  }

  static PythonTuple pair(@Nullable Object key, @Nullable Object value) {
    List<@Nullable Object> both = new ArrayList<>();
    both.add(key);
    both.add(value);
    return new PythonTuple(both);
  }
}
