package dev.assay.benchmarks.lmeval.task;

import dev.assay.SetupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tasks, groups and tags of all task files in a folder, by name. Immutable. */
final class TaskIndex {
  private static final Set<String> IGNORED = Set.of("__pycache__", ".ipynb_checkpoints");

  private final Map<String, Entry> entries = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  /** What a name stands for. */
  sealed interface Entry {}

  /** A task. */
  record Task(String name, Map<String, Setting> settings, Path file) implements Entry {}

  /** A group. */
  record Group(String name, Map<String, Setting> settings, Path file) implements Entry {}

  /** All tasks with a tag. */
  record Tag(String name, SortedSet<String> tasks) implements Entry {}

  /** Without any. */
  static final TaskIndex EMPTY = new TaskIndex();

  private TaskIndex() {}

  /**
   * Reads all {@code .yaml} files of a folder and its subfolders. Of several of one name the first
   * counts, by path.
   *
   * @throws SetupException if the folder cannot be read
   */
  static TaskIndex of(Path folder) {
    TaskIndex index = new TaskIndex();
    TaskYaml yaml = new TaskYaml();
    for (Path file : files(folder)) {
      try {
        index.add(entry(yaml.read(file), file));
      } catch (SetupException e) {
        index.failures.add(e.getMessage());
      }
    }
    return index;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> path.toString().endsWith(".yaml"))
          .filter(path -> !isIgnored(folder.relativize(path)))
          .filter(Files::isRegularFile)
          .sorted((a, b) -> slashed(a).compareTo(slashed(b)))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new SetupException(
          "cannot read the folder %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static boolean isIgnored(Path path) {
    for (Path part : path) {
      if (IGNORED.contains(part.toString())) {
        return true;
      }
    }
    return false;
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  /**
   * What a file defines; null where it only holds keys for others to include.
   *
   * @throws SetupException if the name is no text
   */
  static @Nullable Entry entry(Map<String, Setting> settings, Path file) {
    Setting group = settings.get("group");
    Setting task = settings.get("task");
    if (group != null && !settings.containsKey("class")) {
      return new Group(name(group, "group"), settings, file);
    }
    return task == null ? null : new Task(name(task, "task"), settings, file);
  }

  private static String name(Setting setting, String key) {
    if (setting.value() instanceof String name && !name.isBlank()) {
      return name;
    }
    throw new SetupException("%s: the key '%s' must be a name".formatted(setting.file(), key));
  }

  private void add(@Nullable Entry entry) {
    if (entry instanceof Group group) {
      entries.putIfAbsent(group.name(), group);
    } else if (entry instanceof Task task && entries.putIfAbsent(task.name(), task) == null) {
      Setting tag = task.settings().get("tag");
      if (tag != null && tag.value() != null) {
        List<?> tags = tag.value() instanceof List<?> several ? several : List.of(tag.value());
        tags.forEach(name -> addTag(String.valueOf(name), task.name()));
      }
    }
  }

  private void addTag(String name, String task) {
    if (entries.computeIfAbsent(name, n -> new Tag(n, new TreeSet<>())) instanceof Tag tag) {
      tag.tasks().add(task);
    }
  }

  /** All names. */
  Set<String> names() {
    return entries.keySet();
  }

  /** What a name stands for, if anything. */
  @Nullable Entry get(String name) {
    return entries.get(name);
  }

  /** Why files were left out. */
  List<String> failures() {
    return failures;
  }
}
