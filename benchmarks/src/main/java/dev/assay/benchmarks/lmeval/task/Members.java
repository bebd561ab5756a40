package dev.assay.benchmarks.lmeval.task;

import dev.assay.SetupException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows groups and tags down to tasks. What a group sets beside its own keys goes before what its
 * tasks set, and what stands beside a task's name in the list goes before both.
 */
final class Members {
  /** The keys of a group that are not handed down to its tasks. */
  private static final Set<String> GROUP_KEYS =
      Set.of("group", "group_alias", "task", "aggregate_metric_list", "metadata");

  /** Keys that say where a task belongs, not what it is. */
  private static final Set<String> STRUCTURE = Set.of("tag", "group", "task_list");

  private static final int DEEPEST = 30;

  private final TaskIndex index;
  private final Map<String, Found> found = new LinkedHashMap<>();

  private Members(TaskIndex index) {
    this.index = index;
  }

  /**
   * A task with everything set.
   *
   * @param groups through which it was reached, outermost first
   */
  record Found(String name, Path file, Map<String, Setting> settings, List<String> groups) {}

  /**
   * The tasks that something stands for, in order; of two with one name the later counts.
   *
   * @throws SetupException if a group names what is not there
   */
  static List<Found> of(TaskIndex.Entry entry, TaskIndex index) {
    Members members = new Members(index);
    members.add(entry, Map.of(), List.of());
    return List.copyOf(members.found.values());
  }

  private void add(TaskIndex.Entry entry, Map<String, Setting> overrides, List<String> groups) {
    if (groups.size() > DEEPEST) {
      throw new SetupException("the groups %s contain each other".formatted(groups));
    }
    if (entry instanceof TaskIndex.Task task) {
      Map<String, Setting> settings = new LinkedHashMap<>(task.settings());
      settings.putAll(overrides);
      settings.keySet().removeAll(STRUCTURE);
      put(new Found(task.name(), task.file(), settings, groups));
    } else if (entry instanceof TaskIndex.Tag tag) {
      for (String name : tag.tasks()) {
        TaskIndex.Entry task = index.get(name);
        if (task != null) {
          add(task, overrides, groups);
        }
      }
    } else if (entry instanceof TaskIndex.Group group) {
      addGroup(group.name(), group.file(), group.settings(), overrides, groups);
    }
  }

  private void put(Found task) {
    found.put(task.name(), task);
  }

  private void addGroup(
      String name,
      Path file,
      Map<String, Setting> settings,
      Map<String, Setting> overrides,
      List<String> groups) {
    Map<String, Setting> handedDown = new LinkedHashMap<>(settings);
    handedDown.keySet().removeAll(GROUP_KEYS);
    handedDown.putAll(overrides);
    List<String> inside = new ArrayList<>(groups);
    inside.add(name);
    Setting task = settings.get("task");
    if (task == null || task.value() == null) {
      throw new SetupException(
          "%s: the group '%s' needs a list of tasks at the key 'task'".formatted(file, name));
    }
    for (Object member : task.value() instanceof List<?> list ? list : List.of(task.value())) {
      if (member instanceof String reference) {
        add(reference, Map.of(), handedDown, inside, file);
      } else if (member instanceof Map<?, ?> map) {
        addMap(settings(map, file), handedDown, inside, file);
      } else {
        throw new SetupException(
            "%s: the group '%s' lists '%s', which is neither a name nor a map with 'task' or 'group'"
                .formatted(file, name, member));
      }
    }
  }

  private static Map<String, Setting> settings(Map<?, ?> map, Path file) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    map.forEach((key, value) -> settings.put(String.valueOf(key), new Setting(value, file)));
    return settings;
  }

  private void addMap(
      Map<String, Setting> member,
      Map<String, Setting> handedDown,
      List<String> groups,
      Path file) {
    String group = name(member.get("group"));
    String task = name(member.get("task"));
    String parent = groups.get(groups.size() - 1);
    if (group != null && index.get(group) == null) {
      addGroup(parent + "::" + group, file, member, handedDown, groups);
      return;
    }
    String reference = group != null ? group : task;
    if (reference == null) {
      throw new SetupException(
          "%s: the group '%s' lists a map without 'task' or 'group': %s"
              .formatted(file, parent, member.keySet()));
    }
    Map<String, Setting> own = new LinkedHashMap<>(member);
    own.remove(group != null ? "group" : "task");
    add(reference, own, handedDown, groups, file);
  }

  private static @Nullable String name(@Nullable Setting setting) {
    return setting != null && setting.value() instanceof String name ? name : null;
  }

  /** A member by name; one that is not known is a task of its own where it says what it is. */
  private void add(
      String reference,
      Map<String, Setting> own,
      Map<String, Setting> handedDown,
      List<String> groups,
      Path file) {
    Map<String, Setting> overrides = new LinkedHashMap<>(handedDown);
    overrides.putAll(own);
    TaskIndex.Entry entry = index.get(reference);
    if (entry != null) {
      add(entry, overrides, groups);
    } else if (overrides.containsKey("dataset_path")) {
      String name = groups.get(groups.size() - 1) + "::" + reference;
      overrides.keySet().removeAll(STRUCTURE);
      put(new Found(name, file, overrides, groups));
    } else {
      throw SetupException.unknownName(
          "member of the group '%s' in %s".formatted(groups.get(groups.size() - 1), file),
          reference,
          index.names());
    }
  }
}
