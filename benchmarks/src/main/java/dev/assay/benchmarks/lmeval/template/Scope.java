package dev.assay.benchmarks.lmeval.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and their values; a loop's body has a scope of its own. Not thread-safe. */
final class Scope {
  private static final long MOST_ITEMS = 100_000;
  private static final Map<String, Function> FUNCTIONS =
      Map.of(
          "range",
          Scope::range,
          "dict",
          a -> new LinkedHashMap<>(a.expectNamedOnly()),
          "namespace",
          a -> new Namespace(a.expectNamedOnly()));

  private final @Nullable Scope outer;
  private final Map<String, @Nullable Object> values;

  private Scope(@Nullable Scope outer, Map<String, @Nullable Object> values) {
    this.outer = outer;
    this.values = values;
  }

  /** The fields of a document. */
  static Scope of(Map<String, @Nullable Object> document) {
    return new Scope(null, new HashMap<>(document));
  }

  /** A scope inside this one. */
  Scope inner() {
    return new Scope(this, new HashMap<>());
  }

  void set(String name, @Nullable Object value) {
    values.put(name, value);
  }

  @Nullable Object get(String name) {
    if (values.containsKey(name)) {
      return values.get(name);
    }
    if (outer != null) {
      return outer.get(name);
    }
    Function function = FUNCTIONS.get(name);
    return function != null
        ? function
        : Undefined.of("'%s' is neither a field of the document nor set".formatted(name));
  }

  private static Object range(Arguments arguments) {
    Arguments given = arguments.expect(1, "start", "stop", "step");
    boolean single = given.positional().size() == 1;
    long start = single ? 0 : given.integer(0, "start", 0);
    long stop = single ? given.integer(0, "stop", 0) : given.integer(1, "stop", 0);
    long step = given.integer(2, "step", 1);
    if (step == 0) {
      throw new TemplateException("range: 'step' must not be 0");
    }
    List<@Nullable Object> items = new ArrayList<>();
    for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
      if (items.size() == MOST_ITEMS) {
        throw new TemplateException("range: more than %,d items".formatted(MOST_ITEMS));
      }
      items.add(i);
    }
    return Lazy.view("a range", items);
  }
}
