package dev.assay.gate;

import dev.assay.NamePattern;
import dev.assay.SetupException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which names a rule is about.
 *
 * @param kind what the names denote, for example {@code benchmark}
 * @param items at least one
 */
public record Selection(String kind, List<Item> items) {
  private static final String ALL = "*";

  public Selection {
    items = List.copyOf(items);
  }

  /**
   * A name or pattern.
   *
   * @param pattern the pattern
   * @param place where it is written, as errors begin
   */
  public record Item(NamePattern pattern, String place) {
    boolean isAll() {
      return pattern.text().equals(ALL);
    }
  }

  /** Everything. */
  static Selection all(String kind) {
    return new Selection(kind, List.of(new Item(new NamePattern(ALL), "")));
  }

  boolean isAll() {
    return items.stream().anyMatch(Item::isAll);
  }

  /** Whether a thing is meant by any of its names. */
  boolean means(String... names) {
    return items.stream()
        .anyMatch(item -> Stream.of(names).anyMatch(name -> item.pattern().matches(name)));
  }

  /**
   * Refuses a name that means nothing, as one that is misspelt does.
   *
   * @param known all names that there are
   */
  void requireKnown(Collection<String> known) {
    for (Item item : items) {
      if (!item.isAll() && known.stream().noneMatch(item.pattern()::matches)) {
        SetupException unknown =
            SetupException.unknownName(
                kind + " of the baseline", item.pattern().text(), new TreeSet<>(known));
        throw new SetupException(item.place() + unknown.getMessage());
      }
    }
  }

  /** As written. */
  String words() {
    return items.stream().map(item -> item.pattern().text()).collect(Collectors.joining(", "));
  }
}
