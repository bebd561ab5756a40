package dev.assay.benchmarks.lmeval.task;

import dev.assay.NamePattern;
import dev.assay.SetupException;
import dev.assay.data.DataStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds tasks by name in a file or a folder of task files. Names in a group's list are looked for
 * in the same folder and its subfolders. Reads the folder once. Thread-safe.
 */
final class TaskReader {
  private static final int MOST_FAILURES = 3;

  private final Path path;
  private Optional<TaskIndex> index = Optional.empty();

  /**
   * A reader.
   *
   * @param path a task or group file, or a folder that is searched for them
   */
  TaskReader(Path path) {
    this.path = path;
  }

  /**
   * A task and what finds it again.
   *
   * @param task its name
   * @param text a name for {@link #read} that means this task alone
   */
  record Address(String task, String text) {}

  /**
   * The tasks that a name stands for, in order.
   *
   * @param name a task, group, tag, or a pattern with {@code *} and {@code ?}; may be left out
   *     where the path is a file. In a file, a task that the file stands for goes before others of
   *     the folder
   * @param fewShot in place of {@code num_fewshot}, unless that is 0
   * @param data where data files are looked for that do not lie beside their task file
   * @throws SetupException if there is none, or one needs what Assay cannot do
   */
  List<TaskConfig> read(Optional<String> name, OptionalInt fewShot, DataStore data) {
    return found(name).stream().map(task -> TaskConfigReader.read(task, data, fewShot)).toList();
  }

  /**
   * The addresses of the tasks that a name stands for.
   *
   * @throws SetupException if there is none
   */
  List<Address> addresses(Optional<String> name) {
    List<Address> addresses = new ArrayList<>();
    boolean inside =
        name.isPresent()
            && Files.isDirectory(path)
            && index().get(name.get()) != null
            && !(index().get(name.get()) instanceof TaskIndex.Task);
    for (Members.Found task : found(name)) {
      boolean alone = !inside || task.name().equals(name.orElse(""));
      addresses.add(
          new Address(task.name(), alone ? task.name() : name.orElse("") + "/" + task.name()));
    }
    return addresses;
  }

  private List<Members.Found> found(Optional<String> name) {
    if (Files.isDirectory(path)) {
      String wanted =
          name.orElseThrow(
              () ->
                  new SetupException(
                      "%s is a folder; name a task, group or tag in it: task=NAME"
                          .formatted(path)));
      return named(wanted);
    }
    if (!Files.isRegularFile(path)) {
      throw new SetupException("there is no file or folder %s".formatted(path));
    }
    Map<String, Setting> settings = new TaskYaml().read(path);
    TaskIndex.Entry entry = TaskIndex.entry(settings, path);
    if (entry == null) {
      throw new SetupException(
          "%s holds neither a task nor a group: it has no key 'task' or 'group', only %s"
              .formatted(path, settings.keySet()));
    }
    List<Members.Found> inFile =
        entry instanceof TaskIndex.Task ? Members.of(entry, TaskIndex.EMPTY) : membersOf(entry);
    if (name.isEmpty()) {
      return inFile;
    }
    List<Members.Found> chosen =
        inFile.stream().filter(task -> task.name().equals(name.get())).toList();
    return chosen.isEmpty() ? named(name.get()) : chosen;
  }

  private List<Members.Found> membersOf(TaskIndex.Entry entry) {
    return Members.of(entry, index());
  }

  /** Also {@code GROUP/TASK}: one task as the group has it. */
  private List<Members.Found> named(String name) {
    TaskIndex.Entry entry = index().get(name);
    if (entry != null) {
      return membersOf(entry);
    }
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      TaskIndex.Entry group = index().get(name.substring(0, slash));
      String task = name.substring(slash + 1);
      if (group != null) {
        List<Members.Found> chosen =
            membersOf(group).stream().filter(found -> found.name().equals(task)).toList();
        if (!chosen.isEmpty()) {
          return chosen;
        }
      }
    }
    NamePattern pattern = new NamePattern(name);
    List<Members.Found> matching = new ArrayList<>();
    for (String known : index().names()) {
      if (pattern.matches(known) && index().get(known) instanceof TaskIndex.Task task) {
        matching.addAll(membersOf(task));
      }
    }
    if (matching.isEmpty()) {
      throw unknown(name);
    }
    return matching;
  }

  private SetupException unknown(String name) {
    Set<String> names = new TreeSet<>(index().names());
    SetupException unknown =
        SetupException.unknownName("task, group or tag in " + folder(), name, names);
    List<String> failures = index().failures();
    return failures.isEmpty()
        ? unknown
        : new SetupException(
            "%s %d files there could not be read, such as: %s"
                .formatted(
                    unknown.getMessage(),
                    failures.size(),
                    failures.stream().limit(MOST_FAILURES).collect(Collectors.joining("; "))));
  }

  private Path folder() {
    Path absolute = path.toAbsolutePath().normalize();
    return Files.isDirectory(absolute) ? absolute : absolute.resolveSibling("");
  }

  private synchronized TaskIndex index() {
    if (index.isEmpty()) {
      index = Optional.of(TaskIndex.of(folder()));
    }
    return index.get();
  }
}
