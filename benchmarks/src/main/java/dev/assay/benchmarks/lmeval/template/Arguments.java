package dev.assay.benchmarks.lmeval.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function, method, filter or test is given.
 *
 * @param of its name, for errors
 */
record Arguments(
    String of, List<@Nullable Object> positional, Map<String, @Nullable Object> named) {

  /**
   * Checks them against a signature.
   *
   * @param least how many there must be
   * @param names of all parameters, in order
   * @return these
   */
  Arguments expect(int least, String... names) {
    List<String> known = List.of(names);
    if (positional.size() > names.length) {
      throw new TemplateException(
          "%s has %d arguments, but is given %d".formatted(of, names.length, positional.size()));
    }
    for (String name : named.keySet()) {
      if (known.indexOf(name) < positional.size()) {
        throw new TemplateException("%s has no further argument '%s'".formatted(of, name));
      }
    }
    for (int i = positional.size(); i < least; i++) {
      if (!named.containsKey(names[i])) {
        throw new TemplateException("%s needs its argument '%s'".formatted(of, names[i]));
      }
    }
    return this;
  }

  /** An argument by its place and name, or a default. */
  @Nullable Object get(int place, String name, @Nullable Object otherwise) {
    return place < positional.size()
        ? positional.get(place)
        : named.containsKey(name) ? named.get(name) : otherwise;
  }

  /** A text. */
  String text(int place, String name, String otherwise) {
    if (get(place, name, otherwise) instanceof String text) {
      return text;
    }
    throw new TemplateException("%s: '%s' must be a text".formatted(of, name));
  }

  /** A whole number. */
  int integer(int place, String name, int otherwise) {
    Object value = get(place, name, (long) otherwise);
    if (value instanceof Long whole && whole == whole.intValue()) {
      return whole.intValue();
    }
    throw new TemplateException("%s: '%s' must be a whole number".formatted(of, name));
  }

  /** Whether something is true as Python sees it. */
  boolean truth(int place, String name) {
    return Values.truth(get(place, name, false));
  }

  /** The named ones where there must be no others. */
  Map<String, @Nullable Object> expectNamedOnly() {
    if (!positional.isEmpty()) {
      throw new TemplateException("%s takes named arguments only here".formatted(of));
    }
    return named;
  }

  /** What is left from a place on. */
  Arguments rest(String name, int from) {
    return new Arguments(name, positional.subList(from, positional.size()), named);
  }
}
