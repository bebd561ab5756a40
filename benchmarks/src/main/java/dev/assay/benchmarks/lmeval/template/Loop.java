package dev.assay.benchmarks.lmeval.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name {@code loop} inside a loop.
 *
 * @param items that are gone through
 * @param index0 of the present one
 */
record Loop(List<@Nullable Object> items, int index0) {

  @Nullable Object attribute(String name) {
    long size = items.size();
    return switch (name) {
      case "index" -> index0 + 1L;
      case "index0" -> (long) index0;
      case "revindex" -> size - index0;
      case "revindex0" -> size - index0 - 1;
      case "first" -> index0 == 0;
      case "last" -> index0 == size - 1;
      case "length" -> size;
      case "previtem" ->
          index0 == 0 ? Undefined.of("there is no previous item") : items.get(index0 - 1);
      case "nextitem" ->
          index0 == size - 1 ? Undefined.of("there is no next item") : items.get(index0 + 1);
      case "cycle" -> (Function) this::cycle;
      default -> throw new TemplateException("'loop.%s' is not known here".formatted(name));
    };
  }

  private @Nullable Object cycle(Arguments arguments) {
    if (arguments.positional().isEmpty()) {
      throw new TemplateException("loop.cycle needs something to cycle through");
    }
    return arguments.positional().get(index0 % arguments.positional().size());
  }
}
