package dev.assay.benchmarks.lmeval.task;

import dev.assay.SetupException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads task files and what they include. A file's own keys go before those it includes, and the
 * later included before the earlier; {@code task_list} is never inherited. Reads each file once.
 * Not thread-safe.
 */
final class TaskYaml {
  private static final int MOST_CHARACTERS = 64 << 20;
  private static final int MOST_ALIASES = 10_000;

  private final Map<Path, Map<String, Setting>> loaded = new HashMap<>();

  /**
   * The keys of a file with its includes.
   *
   * @throws SetupException if a file cannot be read, is no map, or includes itself
   */
  Map<String, Setting> read(Path file) {
    return read(file.toAbsolutePath().normalize(), new ArrayDeque<>());
  }

  private Map<String, Setting> read(Path file, Deque<Path> including) {
    if (including.contains(file)) {
      throw new SetupException("%s: 'include' goes round in a circle back to it".formatted(file));
    }
    including.push(file);
    Map<String, Setting> own = new LinkedHashMap<>(load(file));
    Map<String, Setting> merged = new LinkedHashMap<>();
    Setting include = own.remove("include");
    if (include != null) {
      for (String name : names(file, include.value())) {
        Map<String, Setting> included = read(included(file, name), including);
        included.remove("task_list");
        merged.putAll(included);
      }
    }
    merged.putAll(own);
    including.pop();
    return merged;
  }

  private static List<String> names(Path file, @Nullable Object include) {
    List<?> items = include instanceof List<?> several ? several : List.of(String.valueOf(include));
    List<String> names = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof String name)) {
        throw new SetupException("%s: 'include' must name files".formatted(file));
      }
      names.add(name);
    }
    return names;
  }

  private static Path included(Path file, String name) {
    try {
      Path path = file.resolveSibling(name).normalize();
      if (Files.isRegularFile(path)) {
        return path;
      }
      throw new SetupException(
          "%s: includes '%s', but there is no file %s".formatted(file, name, path));
    } catch (InvalidPathException e) {
      throw new SetupException("%s: 'include' must name files".formatted(file), e);
    }
  }

  private Map<String, Setting> load(Path file) {
    Map<String, Setting> settings = loaded.get(file);
    if (settings == null) {
      settings = parse(file);
      loaded.put(file, settings);
    }
    return settings;
  }

  private static Map<String, Setting> parse(Path file) {
    Object root;
    try {
      root = load(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new SetupException("%s is not UTF-8; save it so".formatted(file), e);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    } catch (MarkedYAMLException e) {
      throw new SetupException(
          "%s, line %d: no YAML: %s"
              .formatted(
                  file,
                  e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1,
                  e.getProblem()),
          e);
    } catch (YAMLException e) {
      throw new SetupException("%s is no YAML: %s".formatted(file, e.getMessage()), e);
    }
    if (plain(root) instanceof Map<?, ?> map) {
      Map<String, Setting> settings = new LinkedHashMap<>();
      map.forEach((key, value) -> settings.put(String.valueOf(key), new Setting(value, file)));
      return settings;
    }
    throw new SetupException(
        "%s is no task file: it must hold keys such as 'task:'".formatted(file));
  }

  /** Python's reader knows the escape {@code \/}, which JSON has and this one does not. */
  private static @Nullable Object load(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setWarnOnDuplicateKeys(false); // the last one counts, as in Python
    String yaml = text;
    while (true) {
      try {
        return new Yaml(new Constructor(options)).load(yaml);
      } catch (MarkedYAMLException e) {
        int slash = escapedSlash(yaml, e);
        if (slash < 0) {
          throw e;
        }
        yaml = yaml.substring(0, slash - 1) + yaml.substring(slash);
      }
    }
  }

  private static int escapedSlash(String yaml, MarkedYAMLException error) {
    if (error.getProblemMark() == null) {
      return -1;
    }
    int count = Math.min(error.getProblemMark().getIndex(), yaml.codePointCount(0, yaml.length()));
    int at = yaml.offsetByCodePoints(0, count);
    return at > 0 && yaml.startsWith("\\/", at - 1) ? at : -1;
  }

  /** Whole numbers as Long, everything else as it is. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, item) -> copy.put(plain(key), plain(item)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(plain(item)));
      return copy;
    }
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }

  /** Knows {@code !function}, and no other tag that would make objects. */
  private static final class Constructor extends SafeConstructor {
    Constructor(LoaderOptions options) {
      super(options);
      yamlConstructors.put(
          new Tag("!function"),
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return new PythonFunction(
                  node instanceof ScalarNode scalar ? scalar.getValue() : node.toString());
            }
          });
    }
  }
}
