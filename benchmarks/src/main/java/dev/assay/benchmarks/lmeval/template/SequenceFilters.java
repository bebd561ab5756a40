package dev.assay.benchmarks.lmeval.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jinja2's filters of lists and other sequences. */
final class SequenceFilters {
  private final Filters filters;
  private final Tests tests = new Tests();

  /**
   * The filters.
   *
   * @param filters that {@code map} applies
   */
  SequenceFilters(Filters filters) {
    this.filters = filters;
  }

  void addTo(Map<String, Filters.Filter> byName) {
    byName.put("first", (v, a) -> end(v, a.expect(0), true));
    byName.put("last", (v, a) -> end(v, a.expect(0), false));
    byName.put("list", (v, a) -> new ArrayList<>(Values.items(v)));
    byName.put("map", this::map);
    byName.put("max", (v, a) -> extreme(v, a, -1));
    byName.put("min", (v, a) -> extreme(v, a, 1));
    byName.put("reject", (v, a) -> select(v, a, false, false));
    byName.put("rejectattr", (v, a) -> select(v, a, true, false));
    byName.put("reverse", (v, a) -> reverse(v, a.expect(0)));
    byName.put("select", (v, a) -> select(v, a, false, true));
    byName.put("selectattr", (v, a) -> select(v, a, true, true));
    byName.put("sort", SequenceFilters::sort);
    byName.put("dictsort", SequenceFilters::dictionarySort);
    byName.put("sum", SequenceFilters::sum);
    byName.put("unique", SequenceFilters::unique);
  }

  /** {@code item.a.b} of the attribute {@code "a.b"}; numbers are indexes. */
  static @Nullable Object attribute(@Nullable Object item, @Nullable Object attribute) {
    if (!(attribute instanceof String path)) {
      return Access.item(item, attribute);
    }
    Object found = item;
    for (String part : path.split("\\.", -1)) {
      found = Access.item(found, part.matches("\\d{1,9}") ? (Object) Long.valueOf(part) : part);
    }
    return found;
  }

  private static @Nullable Object end(@Nullable Object value, Arguments checked, boolean first) {
    List<@Nullable Object> items = Values.items(value);
    return items.isEmpty()
        ? Undefined.of("there is no %s item, the list is empty".formatted(checked.of()))
        : items.get(first ? 0 : items.size() - 1);
  }

  private Object map(@Nullable Object value, Arguments arguments) {
    List<@Nullable Object> results = new ArrayList<>();
    if (arguments.positional().isEmpty()) {
      Arguments given = arguments.expect(0, "attribute", "default");
      Object attribute = given.get(0, "attribute", null);
      Object otherwise = given.get(1, "default", null);
      if (attribute == null) {
        throw new TemplateException("map needs a filter's name or attribute=");
      }
      for (Object item : Values.items(value)) {
        Object found = attribute(item, attribute);
        results.add(found instanceof Undefined && otherwise != null ? otherwise : found);
      }
    } else {
      String name = arguments.text(0, "filter", "");
      for (Object item : Values.items(value)) {
        results.add(filters.get(name).apply(item, arguments.rest(name, 1)));
      }
    }
    return Lazy.once("what map makes", results);
  }

  private Object select(
      @Nullable Object value, Arguments arguments, boolean byAttribute, boolean wanted) {
    int off = byAttribute ? 1 : 0;
    if (arguments.positional().size() < off) {
      throw new TemplateException(arguments.of() + " needs an attribute's name");
    }
    boolean plain = arguments.positional().size() == off;
    List<@Nullable Object> results = new ArrayList<>();
    for (Object item : Values.items(value)) {
      Object subject = byAttribute ? attribute(item, arguments.get(0, "attribute", null)) : item;
      String test = plain ? "" : arguments.text(off, "test", "");
      boolean holds =
          plain ? Values.truth(subject) : tests.holds(subject, arguments.rest(test, off + 1));
      if (holds == wanted) {
        results.add(item);
      }
    }
    return Lazy.once("what %s leaves".formatted(arguments.of()), results);
  }

  private static Object reverse(@Nullable Object value, Arguments checked) {
    List<@Nullable Object> items = new ArrayList<>(Values.items(value));
    Collections.reverse(items);
    return value instanceof String
        ? items.stream().map(Values::text).collect(Collectors.joining())
        : Lazy.once("what %s makes".formatted(checked.of()), items);
  }

  private static @Nullable Object key(
      @Nullable Object item, @Nullable Object attribute, boolean caseSensitive) {
    Object found = attribute == null ? item : attribute(item, attribute);
    return !caseSensitive && found instanceof String text ? text.toLowerCase(Locale.ROOT) : found;
  }

  private static Object sort(@Nullable Object value, Arguments arguments) {
    Arguments given = arguments.expect(0, "reverse", "case_sensitive", "attribute");
    boolean sensitive = given.truth(1, "case_sensitive");
    Object attribute = given.get(2, "attribute", null);
    if (attribute instanceof String several && several.contains(",")) {
      throw new TemplateException("sort by several attributes is not known here");
    }
    List<@Nullable Object> items = new ArrayList<>(Values.items(value));
    sort(
        items,
        Comparator.comparing(i -> new Key(key(i, attribute, sensitive))),
        given.truth(0, "reverse"));
    return items;
  }

  private static Object dictionarySort(@Nullable Object value, Arguments arguments) {
    Arguments given = arguments.expect(0, "case_sensitive", "by", "reverse");
    boolean byKey = given.text(1, "by", "key").equals("key");
    boolean sensitive = given.truth(0, "case_sensitive");
    if (!(value instanceof Map<?, ?> map)) {
      throw Values.unsupported("dictsort of", value);
    }
    List<@Nullable Object> pairs = new ArrayList<>();
    map.forEach((k, v) -> pairs.add(Methods.pair(k, v)));
    sort(
        pairs,
        Comparator.comparing(i -> new Key(key(Access.item(i, byKey ? 0L : 1L), null, sensitive))),
        given.truth(2, "reverse"));
    return pairs;
  }

  /** Equal items keep their order, also where it is reversed. */
  private static void sort(
      List<@Nullable Object> items, Comparator<@Nullable Object> order, boolean reverse) {
    items.sort(reverse ? order.reversed() : order);
  }

  /** Orders as Python does. */
  private record Key(@Nullable Object value) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Values.compare(value, other.value);
    }
  }

  private static @Nullable Object extreme(@Nullable Object value, Arguments arguments, int sign) {
    Arguments given = arguments.expect(0, "case_sensitive", "attribute");
    boolean sensitive = given.truth(0, "case_sensitive");
    Object attribute = given.get(1, "attribute", null);
    List<@Nullable Object> items = Values.items(value);
    if (items.isEmpty()) {
      return Undefined.of("there is no %s, the list is empty".formatted(arguments.of()));
    }
    Object best = items.get(0);
    for (Object item : items.subList(1, items.size())) {
      int order = Values.compare(key(item, attribute, sensitive), key(best, attribute, sensitive));
      if (order * sign < 0) {
        best = item;
      }
    }
    return best;
  }

  private static @Nullable Object sum(@Nullable Object value, Arguments arguments) {
    Arguments given = arguments.expect(0, "attribute", "start");
    Object attribute = given.get(0, "attribute", null);
    Object total = given.get(1, "start", 0L);
    for (Object item : Values.items(value)) {
      total = Operators.apply("+", total, attribute == null ? item : attribute(item, attribute));
    }
    return total;
  }

  private static Object unique(@Nullable Object value, Arguments arguments) {
    Arguments given = arguments.expect(0, "case_sensitive", "attribute");
    boolean sensitive = given.truth(0, "case_sensitive");
    Object attribute = given.get(1, "attribute", null);
    List<@Nullable Object> keys = new ArrayList<>();
    List<@Nullable Object> items = new ArrayList<>();
    for (Object item : Values.items(value)) {
      Object key = key(item, attribute, sensitive);
      if (key instanceof List || key instanceof Map) {
        throw Values.unsupported("unique of", key);
      }
      if (keys.stream().noneMatch(k -> Values.equal(k, key))) {
        keys.add(key);
        items.add(item);
      }
    }
    return Lazy.once("what unique leaves", items);
  }
}
