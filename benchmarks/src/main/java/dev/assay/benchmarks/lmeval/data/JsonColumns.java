package dev.assay.benchmarks.lmeval.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes columns of documents in JSON as Hugging Face's {@code datasets} does: a field that is
 * missing somewhere is null there; where a column holds whole and other numbers all are real
 * numbers; a column of dates holds no texts. Columns of mixed kinds stay as they are.
 */
final class JsonColumns {
  /** What Arrow's JSON reader takes for a point in time. */
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}([ T]\\d{2}(:?\\d{2}(:?\\d{2})?)?)?Z?");

  private static final Unreadable DATES =
      new Unreadable(
          "a column of dates, which lm-evaluation-harness reads as objects of Python, not as texts");

  private JsonColumns() {}

  /** The documents of all files of a split. */
  static Documents of(List<Map<String, @Nullable Object>> rows) {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    List<Map<String, @Nullable Object>> completed = new ArrayList<>();
    rows.forEach(row -> completed.add(new LinkedHashMap<>()));
    for (String name : names) {
      List<@Nullable Object> column = new ArrayList<>();
      rows.forEach(row -> column.add(row.get(name)));
      List<@Nullable Object> typed = typed(column);
      for (int i = 0; i < typed.size(); i++) {
        completed.get(i).put(name, typed.get(i));
      }
    }
    return new Documents(List.copyOf(names), completed);
  }

  /** Values at the same place of all documents. */
  private static List<@Nullable Object> typed(List<@Nullable Object> values) {
    Set<Class<?>> kinds =
        values.stream()
            .filter(v -> v != null)
            .map(v -> v instanceof List ? List.class : v instanceof Map ? Map.class : v.getClass())
            .collect(Collectors.toSet());
    if (kinds.equals(Set.of(Long.class, Double.class))) {
      return mapped(values, v -> v instanceof Long whole ? (Object) whole.doubleValue() : v);
    }
    if (kinds.equals(Set.of(String.class))) {
      boolean dates =
          values.stream().allMatch(v -> v == null || TIME.matcher((String) v).matches());
      return dates ? mapped(values, v -> DATES) : values;
    }
    if (kinds.equals(Set.of(List.class))) {
      return typedLists(values);
    }
    return kinds.equals(Set.of(Map.class)) && haveSameKeys(values) ? typedMaps(values) : values;
  }

  /** Changes what is not null. */
  private interface Change {
    Object of(Object value);
  }

  private static List<@Nullable Object> mapped(List<@Nullable Object> values, Change change) {
    List<@Nullable Object> changed = new ArrayList<>();
    values.forEach(v -> changed.add(v == null ? null : change.of(v)));
    return changed;
  }

  private static List<@Nullable Object> typedLists(List<@Nullable Object> lists) {
    List<@Nullable Object> items = new ArrayList<>();
    for (Object list : lists) {
      if (list != null) {
        items.addAll((List<?>) list);
      }
    }
    List<@Nullable Object> typed = typed(items);
    List<@Nullable Object> result = new ArrayList<>();
    int done = 0;
    for (Object list : lists) {
      int size = list == null ? 0 : ((List<?>) list).size();
      result.add(list == null ? null : new ArrayList<>(typed.subList(done, done + size)));
      done += size;
    }
    return result;
  }

  private static boolean haveSameKeys(List<@Nullable Object> maps) {
    return maps.stream()
            .filter(m -> m != null)
            .map(m -> ((Map<?, ?>) m).keySet())
            .distinct()
            .count()
        == 1;
  }

  private static List<@Nullable Object> typedMaps(List<@Nullable Object> maps) {
    Documents typed = of(asRows(maps));
    List<@Nullable Object> result = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      result.add(maps.get(i) == null ? null : typed.rows().get(i));
    }
    return result;
  }

  private static List<Map<String, @Nullable Object>> asRows(List<@Nullable Object> maps) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Object map : maps) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      if (map != null) {
        ((Map<?, ?>) map).forEach((key, value) -> row.put((String) key, value));
      }
      rows.add(row);
    }
    return rows;
  }
}
