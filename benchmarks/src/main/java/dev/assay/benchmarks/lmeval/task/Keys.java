package dev.assay.benchmarks.lmeval.task;

import dev.assay.SetupException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keys of a task file, or of a map in it, read with their kinds checked. A key without a value
 * counts as not given.
 */
final class Keys {
  private final Path file;
  private final String prefix;
  private final Map<String, Setting> settings;

  private Keys(Path file, String prefix, Map<String, Setting> settings) {
    this.file = file;
    this.prefix = prefix;
    this.settings = settings;
  }

  /** The keys of a task. */
  static Keys of(Path file, Map<String, Setting> settings) {
    return new Keys(file, "", settings);
  }

  private Keys inside(String place, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw error(place, "must be a map");
    }
    Path origin = file(place);
    Map<String, Setting> inner = new LinkedHashMap<>();
    map.forEach((key, item) -> inner.put(String.valueOf(key), new Setting(item, origin)));
    return new Keys(origin, prefix + place + ".", inner);
  }

  /** The file where a key stands. */
  Path file(String key) {
    Setting setting = settings.get(key);
    return setting == null ? file : setting.file();
  }

  /** Where a key stands, for errors. */
  String where(String key) {
    return "%s, %s%s".formatted(file(key), prefix, key);
  }

  /** An error about a key. */
  SetupException error(String key, String problem) {
    return new SetupException("%s: %s".formatted(where(key), problem));
  }

  /** An error about a place inside a key. */
  SetupException error(String place, String key, String problem) {
    return new SetupException("%s, %s%s: %s".formatted(file(key), prefix, place, problem));
  }

  Set<String> names() {
    return settings.keySet();
  }

  /** Throws if there is a key beside these. */
  void refuseUnknown(Collection<String> known) {
    for (String key : settings.keySet()) {
      if (!known.contains(key)) {
        throw SetupException.unknownName(
            "key in %s%s"
                .formatted(
                    file(key),
                    prefix.isEmpty() ? "" : ", " + prefix.substring(0, prefix.length() - 1)),
            key,
            new TreeSet<>(known));
      }
    }
  }

  Optional<Object> value(String key) {
    return Optional.ofNullable(settings.get(key)).map(Setting::value);
  }

  Optional<String> text(String key) {
    return value(key)
        .map(
            value -> {
              if (value instanceof String text) {
                return text;
              }
              throw error(key, "must be a text, not '%s'".formatted(value));
            });
  }

  /** A text that must be there. */
  String requiredText(String key) {
    return text(key).orElseThrow(() -> error(key, "is missing"));
  }

  Optional<Integer> integer(String key) {
    return value(key)
        .map(
            value -> {
              if (value instanceof Long whole && whole >= 0 && whole <= Integer.MAX_VALUE) {
                return whole.intValue();
              }
              throw error(key, "must be a whole number, not '%s'".formatted(value));
            });
  }

  /** A number; text that is one counts. */
  Optional<Double> real(String key) {
    return value(key)
        .map(
            value -> {
              try {
                return Double.valueOf(value.toString());
              } catch (NumberFormatException e) {
                throw error(key, "must be a number, not '%s'".formatted(value));
              }
            });
  }

  Optional<Boolean> truth(String key) {
    return value(key)
        .map(
            value -> {
              if (value instanceof Boolean truth) {
                return truth;
              }
              throw error(key, "must be true or false, not '%s'".formatted(value));
            });
  }

  /** A text or a list of texts. */
  Optional<List<String>> texts(String key) {
    return value(key)
        .map(
            value -> {
              List<?> items = value instanceof List<?> list ? list : List.of(value);
              if (items.stream().allMatch(String.class::isInstance)) {
                return items.stream().map(String.class::cast).toList();
              }
              throw error(key, "must be a text or a list of texts, not '%s'".formatted(value));
            });
  }

  /** The keys of a map; none if it is not there. */
  Keys map(String key) {
    return value(key)
        .map(value -> inside(key, value))
        .orElseGet(() -> new Keys(file(key), prefix + key + ".", Map.of()));
  }

  /** The maps of a list. */
  Optional<List<Keys>> maps(String key) {
    return value(key)
        .map(
            value -> {
              if (!(value instanceof List<?> list)) {
                throw error(key, "must be a list");
              }
              List<Keys> maps = new ArrayList<>();
              for (Object item : list) {
                Keys outer = new Keys(file(key), prefix, Map.of());
                maps.add(outer.inside("%s[%d]".formatted(key, maps.size()), item));
              }
              return maps;
            });
  }

  /** The values of all keys but some. */
  Map<String, Object> others(Collection<String> known) {
    Map<String, Object> others = new LinkedHashMap<>();
    for (String key : settings.keySet()) {
      if (!known.contains(key)) {
        value(key).ifPresent(value -> others.put(key, value));
      }
    }
    return others;
  }
}
