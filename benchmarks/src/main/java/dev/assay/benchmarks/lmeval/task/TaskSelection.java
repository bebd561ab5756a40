package dev.assay.benchmarks.lmeval.task;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmarks.BenchmarkOptions;
import dev.assay.data.DataStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which tasks the options of the benchmark {@code lm-eval} mean.
 *
 * @param path a task or group file, or a folder of them
 * @param task a task, group or tag, or a pattern; {@code GROUP/TASK} is a task as a group has it
 * @param fewShot in place of the tasks' {@code num_fewshot}
 * @param dataFolder is looked through for data files before the data folders
 */
public record TaskSelection(
    Path path, Optional<String> task, OptionalInt fewShot, Optional<Path> dataFolder) {
  private static final String PATH = "path";
  private static final String TASK = "task";
  private static final String FEW_SHOT = "num-fewshot";
  private static final String DATA_FOLDER = "data-dir";
  private static final int MOST_EXAMPLES = 1_000;

  /** The options by name, each with a sentence. */
  public static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(PATH, "A task or group file of lm-evaluation-harness, or a folder of them.");
    options.put(TASK, "Which task, group or tag; may be left out where the path is a file.");
    options.put(
        FEW_SHOT, "How many worked examples, in place of the file's num_fewshot unless that is 0.");
    options.put(DATA_FOLDER, "Folder of data files that do not lie beside their task file.");
    return options;
  }

  /**
   * Reads the options.
   *
   * @throws SetupException if one is missing or not what it must be
   */
  public static TaskSelection of(BenchmarkOptions options) {
    return new TaskSelection(
        Path.of(options.text(PATH)),
        Optional.ofNullable(options.values().get(TASK)),
        options.integer(FEW_SHOT, 0, MOST_EXAMPLES),
        options.has(DATA_FOLDER) ? Optional.of(options.folder(DATA_FOLDER)) : Optional.empty());
  }

  /**
   * The tasks that are meant, in order.
   *
   * @param library of files read before
   * @throws SetupException if there is none, or one needs what Assay cannot do
   */
  public List<TaskConfig> configs(TaskLibrary library, DataStore data) {
    List<Path> folders = new ArrayList<>();
    dataFolder.ifPresent(folders::add);
    folders.addAll(data.folders());
    return library.reader(path).read(task, fewShot, new DataStore(folders));
  }

  /**
   * The one task that is meant.
   *
   * @param library of files read before
   * @throws SetupException if it is not there or not the only one, or needs what Assay cannot do
   */
  public TaskConfig config(TaskLibrary library, DataStore data) {
    List<TaskConfig> tasks = configs(library, data);
    if (tasks.size() != 1) {
      throw new SetupException(
          "%s holds %d tasks; name one with the option '%s': %s"
              .formatted(path, tasks.size(), TASK, tasks.stream().map(TaskConfig::task).toList()));
    }
    return tasks.get(0);
  }

  /**
   * A spec for each task that a spec means, named after the task, or after the name that the user
   * gave and the task. Reads no data.
   *
   * @param library of files read before
   * @throws SetupException if there is no such task
   */
  public List<BenchmarkSpec> expand(BenchmarkSpec spec, TaskLibrary library) {
    List<TaskReader.Address> addresses = library.reader(path).addresses(task);
    String given = spec.options().get(BenchmarkSpec.NAME);
    List<BenchmarkSpec> specs = new ArrayList<>();
    for (TaskReader.Address address : addresses) {
      Map<String, String> options = new LinkedHashMap<>(spec.options());
      options.put(TASK, address.text());
      String several = given == null ? address.task() : given + "/" + address.task();
      options.put(BenchmarkSpec.NAME, given != null && addresses.size() == 1 ? given : several);
      specs.add(new BenchmarkSpec(spec.selector(), options));
    }
    return specs;
  }
}
