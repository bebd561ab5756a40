package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonRepr;
import dev.assay.benchmarks.python.PythonTuple;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Python makes of values: their truth, length, text, equality and order. */
final class Values {
  private Values() {}

  /** {@code bool(value)}. */
  static boolean truth(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Long whole) {
      return whole != 0;
    }
    if (value instanceof Double real) {
      return real != 0;
    }
    if (value instanceof Undefined undefined) {
      if (undefined.empty()) {
        return false;
      }
      throw undefined.error();
    }
    if (value instanceof String || value instanceof Map || isSequence(value)) {
      return length(value) > 0;
    }
    if (value == null) {
      return false;
    }
    throw unsupported("the truth of", value);
  }

  private static boolean isSequence(@Nullable Object value) {
    return value instanceof List || value instanceof PythonTuple;
  }

  /** {@code len(value)}: of a text in code points. */
  static long length(@Nullable Object value) {
    if (value instanceof String text) {
      return text.codePointCount(0, text.length());
    }
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    if (value instanceof Lazy lazy) {
      return lazy.length();
    }
    if (isSequence(value)) {
      return items(value).size();
    }
    throw unsupported("the length of", value);
  }

  /** What a loop goes through: items, keys of a dictionary, characters of a text. */
  static List<@Nullable Object> items(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (value instanceof PythonTuple tuple) {
      return tuple.items();
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof Lazy lazy) {
      return lazy.take();
    }
    if (value instanceof String text) {
      List<@Nullable Object> characters = new ArrayList<>();
      text.codePoints().forEach(c -> characters.add(Character.toString(c)));
      return characters;
    }
    if (value instanceof Undefined undefined && undefined.empty()) {
      return List.of();
    }
    throw unsupported("the items of", value);
  }

  /** {@code str(value)}. */
  static String text(@Nullable Object value) {
    if (value instanceof Undefined undefined) {
      if (undefined.empty()) {
        return "";
      }
      throw undefined.error();
    }
    if (value instanceof Markup markup) {
      return markup.text();
    }
    try {
      return PythonRepr.text(value);
    } catch (IllegalArgumentException e) {
      throw unsupported("the text of", value);
    }
  }

  /** {@code left == right}. */
  static boolean equal(@Nullable Object left, @Nullable Object right) {
    refuseUndefined(left);
    refuseUndefined(right);
    if (isNumber(left) && isNumber(right)) {
      return compareNumbers(left, right) == 0;
    }
    if (left instanceof PythonTuple one && right instanceof PythonTuple other) {
      return equalItems(one.items(), other.items());
    }
    if (left instanceof List<?> one && right instanceof List<?> other) {
      return equalItems(one, other);
    }
    if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
      return one.size() == other.size()
          && one.entrySet().stream()
              .allMatch(
                  e -> contains(other, e.getKey()) && equal(e.getValue(), at(other, e.getKey())));
    }
    for (Object value : new @Nullable Object[] {left, right}) {
      if (value instanceof Lazy || value instanceof Markup || value instanceof Method) {
        throw unsupported("a comparison with", value);
      }
    }
    return Objects.equals(left, right);
  }

  private static boolean equalItems(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a dictionary has a key. */
  static boolean contains(Map<?, ?> map, @Nullable Object key) {
    return key instanceof String
        ? map.containsKey(key)
        : map.keySet().stream().anyMatch(k -> equal(k, key));
  }

  /** The value of a key that is there. */
  static @Nullable Object at(Map<?, ?> map, @Nullable Object key) {
    if (key instanceof String) {
      return map.get(key);
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (equal(entry.getKey(), key)) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** {@code item in container}. */
  static boolean in(@Nullable Object item, @Nullable Object container) {
    if (container instanceof String text) {
      if (item instanceof String part) {
        return text.contains(part);
      }
      throw new TemplateException("only a text can be 'in' a text, not " + kind(item));
    }
    if (container instanceof Map<?, ?> map) {
      return contains(map, item);
    }
    return items(container).stream().anyMatch(i -> equal(i, item));
  }

  /** Negative, 0 or positive as left is less than, equal to or greater than right. */
  static int compare(@Nullable Object left, @Nullable Object right) {
    refuseUndefined(left);
    refuseUndefined(right);
    if (isNumber(left) && isNumber(right)) {
      return compareNumbers(left, right);
    }
    if (left instanceof String one && right instanceof String other) {
      return compareTexts(one, other);
    }
    if (left instanceof List<?> && right instanceof List<?>
        || left instanceof PythonTuple && right instanceof PythonTuple) {
      List<?> one = items(left);
      List<?> other = items(right);
      for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
        if (!equal(one.get(i), other.get(i))) {
          return compare(one.get(i), other.get(i));
        }
      }
      return Integer.compare(one.size(), other.size());
    }
    throw new TemplateException("%s and %s have no order".formatted(kind(left), kind(right)));
  }

  /** By code points, not by halves of surrogate pairs. */
  private static int compareTexts(String left, String right) {
    int[] one = left.codePoints().toArray();
    int[] other = right.codePoints().toArray();
    return Arrays.compare(one, other);
  }

  static boolean isNumber(@Nullable Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  private static int compareNumbers(Object left, Object right) {
    double one = real(left);
    double other = real(right);
    if (Double.isNaN(one) || Double.isNaN(other)) {
      throw new TemplateException("what is not a number (nan) has no order");
    }
    if (Double.isInfinite(one) || Double.isInfinite(other)) {
      return Double.compare(one, other);
    }
    return exact(left).compareTo(exact(right));
  }

  private static BigDecimal exact(Object number) {
    return number instanceof Double real ? new BigDecimal(real) : BigDecimal.valueOf(whole(number));
  }

  /** A number as {@code float}. */
  static double real(Object number) {
    return number instanceof Double real ? real : whole(number);
  }

  /** A whole number or a truth as {@code int}. */
  static long whole(Object number) {
    return number instanceof Boolean truth ? truth ? 1 : 0 : (Long) number;
  }

  static void refuseUndefined(@Nullable Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
  }

  static TemplateException unsupported(String what, @Nullable Object value) {
    return value instanceof Undefined undefined
        ? undefined.error()
        : new TemplateException("%s %s is not known".formatted(what, kind(value)));
  }

  /** What a value is, for errors. */
  static String kind(@Nullable Object value) {
    if (value == null) {
      return "none";
    }
    if (value instanceof String) {
      return "a text";
    }
    if (value instanceof Boolean || isNumber(value)) {
      return "the number or truth " + PythonRepr.of(value);
    }
    if (value instanceof List || value instanceof PythonTuple) {
      return "a list";
    }
    if (value instanceof Map) {
      return "a dictionary";
    }
    if (value instanceof Lazy lazy) {
      return lazy.what();
    }
    if (value instanceof Method method) {
      return "the method '%s', which is not called,".formatted(method.name());
    }
    if (value instanceof Markup) {
      return "what a filter made safe (other than printing it)";
    }
    return "an object of Jinja";
  }
}
