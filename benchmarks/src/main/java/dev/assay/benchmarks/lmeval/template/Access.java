package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code value.name}, {@code value[key]} and {@code value[from:to]}. */
final class Access {
  private Access() {}

  /** The method of that name first, then the item. */
  static @Nullable Object attribute(@Nullable Object value, String name) {
    Values.refuseUndefined(value);
    if (value instanceof Loop loop) {
      return loop.attribute(name);
    }
    if (value instanceof Namespace namespace) {
      return namespace.fields().containsKey(name)
          ? namespace.fields().get(name)
          : missing(value, name);
    }
    if (Methods.has(value, name)) {
      return new Method(value, name);
    }
    return value instanceof Map<?, ?> map && map.containsKey(name)
        ? map.get(name)
        : missing(value, name);
  }

  /** The item first, then, with a text as key, the method of that name. */
  static @Nullable Object item(@Nullable Object value, @Nullable Object key) {
    Values.refuseUndefined(value);
    Values.refuseUndefined(key);
    if (value instanceof Map<?, ?> map && Values.contains(map, key)) {
      return Values.at(map, key);
    }
    if (key instanceof String name) {
      return Methods.has(value, name) ? new Method(value, name) : missing(value, name);
    }
    if (key instanceof Double || key == null || !Values.isNumber(key)) {
      return missing(value, Values.text(key));
    }
    long index = Values.whole(key);
    if (value instanceof String text) {
      long length = Values.length(text);
      long place = index < 0 ? index + length : index;
      return place < 0 || place >= length
          ? missing(value, Values.text(key))
          : Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) place)));
    }
    if (value instanceof List || value instanceof PythonTuple) {
      List<@Nullable Object> items = Values.items(value);
      long place = index < 0 ? index + items.size() : index;
      return place < 0 || place >= items.size()
          ? missing(value, Values.text(key))
          : items.get((int) place);
    }
    return missing(value, Values.text(key));
  }

  private static Undefined missing(@Nullable Object value, String key) {
    String size =
        value instanceof List || value instanceof String
            ? " (which has %d)".formatted(Values.length(value))
            : value instanceof Map<?, ?> map ? " with " + map.keySet() : "";
    return Undefined.of("%s%s has no item '%s'".formatted(Values.kind(value), size, key));
  }

  /** Either number may be none. */
  static Object slice(@Nullable Object value, @Nullable Object from, @Nullable Object to) {
    if (!(value instanceof String || value instanceof List || value instanceof PythonTuple)) {
      throw Values.unsupported("a part of", value);
    }
    List<@Nullable Object> items = Values.items(value);
    int first = bound(from, 0, items.size());
    int end = Math.max(first, bound(to, items.size(), items.size()));
    List<@Nullable Object> chosen = new ArrayList<>(items.subList(first, end));
    if (value instanceof String) {
      StringBuilder text = new StringBuilder();
      chosen.forEach(text::append);
      return text.toString();
    }
    return value instanceof List ? chosen : new PythonTuple(chosen);
  }

  private static int bound(@Nullable Object given, int otherwise, int size) {
    long index = number(given, otherwise);
    return (int) Math.max(0, Math.min(size, index < 0 ? index + size : index));
  }

  private static long number(@Nullable Object value, long otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Long || value instanceof Boolean) {
      return Values.whole(value);
    }
    Values.refuseUndefined(value);
    throw new TemplateException(
        "a slice needs whole numbers, not %s".formatted(Values.kind(value)));
  }
}
