package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code value.name}, {@code value[key]} and {@code value[from:to:step]}. */
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

  /** Any of the three numbers may be none. */
  static Object slice(
      @Nullable Object value, @Nullable Object from, @Nullable Object to, @Nullable Object step) {
    if (!(value instanceof String || value instanceof List || value instanceof PythonTuple)) {
      throw Values.unsupported("a part of", value);
    }
    List<@Nullable Object> items = Values.items(value);
    List<@Nullable Object> chosen = new ArrayList<>();
    long by = number(step, 1);
    if (by == 0) {
      throw new TemplateException("the step of a slice must not be 0");
    }
    long size = items.size();
    long first = bound(from, by > 0 ? 0 : size - 1, size, by);
    long end = bound(to, by > 0 ? size : -1, size, by);
    for (long i = first; by > 0 ? i < end : i > end; i += by) {
      chosen.add(items.get((int) i));
    }
    if (value instanceof String) {
      StringBuilder text = new StringBuilder();
      chosen.forEach(text::append);
      return text.toString();
    }
    return value instanceof List ? chosen : new PythonTuple(chosen);
  }

  private static long bound(@Nullable Object given, long otherwise, long size, long step) {
    if (given == null) {
      return otherwise;
    }
    long index = number(given, 0);
    long place = index < 0 ? index + size : index;
    return step > 0 ? Math.max(0, Math.min(size, place)) : Math.max(-1, Math.min(size - 1, place));
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
