package dev.assay.benchmarks.lmeval.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Python hands out piece by piece, such as {@code range} and what the filter {@code map}
 * makes. It cannot be printed. Not thread-safe.
 */
final class Lazy {
  private final String what;
  private final List<@Nullable Object> items;
  private final boolean repeatable;
  private boolean taken;

  private Lazy(String what, List<@Nullable Object> items, boolean repeatable) {
    this.what = what;
    this.items = items;
    this.repeatable = repeatable;
  }

  /** Has a length and can be gone through again. */
  static Lazy view(String what, List<@Nullable Object> items) {
    return new Lazy(what, items, true);
  }

  /** Can be gone through once, and has no length. */
  static Lazy once(String what, List<@Nullable Object> items) {
    return new Lazy(what, items, false);
  }

  String what() {
    return what;
  }

  /** The items, for whoever goes through them. */
  List<@Nullable Object> take() {
    if (taken && !repeatable) {
      throw new TemplateException(
          "%s is used twice and is empty the second time; keep it as a list: ...|list"
              .formatted(what));
    }
    taken = true;
    return items;
  }

  int length() {
    if (!repeatable) {
      throw new TemplateException("%s has no length; write ...|list|length".formatted(what));
    }
    return items.size();
  }
}
