package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and their values, in the scopes of Jinjava's present interpreter. */
final class Names {
  private static final long MOST_ITEMS = 100_000;
  private static final Map<String, Function> FUNCTIONS =
      Map.of(
          "range",
          Names::range,
          "dict",
          a -> new LinkedHashMap<>(a.expectNamedOnly()),
          "namespace",
          a -> new Namespace(a.expectNamedOnly()));

  private Names() {}

  /** Jinjava takes no value for no name; in Python it is a value and hides an outer one. */
  private record Held(@Nullable Object value) {}

  /** The fields of a document as Jinjava's bindings. */
  static Map<String, Object> bindings(Map<String, @Nullable Object> document) {
    Map<String, Object> bindings = new HashMap<>();
    document.forEach((name, value) -> bindings.put(name, new Held(value)));
    return bindings;
  }

  private static Context context() {
    return JinjavaInterpreter.getCurrent().getContext();
  }

  static void set(String name, @Nullable Object value) {
    context().put(name, new Held(value));
  }

  static @Nullable Object get(String name) {
    if (context().get(name) instanceof Held held) {
      return held.value();
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
