package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Short ways to name the tasks of lm-evaluation-harness's YAML files, which are options of the
 * benchmark {@code lm-eval}: a file in place of a benchmark's name, and its own words {@code
 * --include_path} and {@code --num_fewshot}.
 */
final class TaskFileOptions {
  private static final String BENCHMARK = "lm-eval";
  private static final Pattern FILE = Pattern.compile("(.*\\.ya?ml)(@[^@]*)?");

  @Option(
      names = "--include-path",
      paramLabel = "FOLDER",
      description = {
        "A folder of task files of lm-evaluation-harness: --tasks then names tasks, groups",
        "or tags in it. A single file needs no folder: --tasks FILE.yaml."
      })
  private @Nullable Path folder;

  @Option(
      names = {"-f", "--num-fewshot"},
      paramLabel = "N",
      description = "How many worked examples such tasks show, in place of their own number.")
  private @Nullable String fewShot;

  /** Selectors as specs, with the options that were given beside them. */
  List<BenchmarkSpec> specs(List<String> selectors, Map<String, String> options) {
    List<BenchmarkSpec> specs = new ArrayList<>();
    for (String selector : selectors) {
      specs.add(spec(selector, options));
    }
    return fewShot == null ? specs : specs.stream().map(this::withFewShot).toList();
  }

  /** Throws if the words are given and no benchmark is named that they could be for. */
  void refuseWithoutBenchmark() {
    if (folder != null) {
      throw new SetupException(
          "--include-path needs --tasks NAME: a task, group or tag in that folder");
    }
    if (fewShot != null) {
      throw refusedFewShot("a suite file's benchmarks");
    }
  }

  private BenchmarkSpec spec(String selector, Map<String, String> given) {
    Map<String, String> options = new TreeMap<>(given);
    Matcher file = FILE.matcher(selector);
    if (file.matches()) {
      options.put("path", file.group(1));
      String variant = file.group(2) == null ? "" : file.group(2);
      return new BenchmarkSpec(BENCHMARK + variant, options);
    }
    if (folder == null) {
      return new BenchmarkSpec(selector, options);
    }
    int mark = selector.lastIndexOf('@');
    options.put("path", folder.toString());
    options.put("task", mark < 0 ? selector : selector.substring(0, mark));
    return new BenchmarkSpec(BENCHMARK + (mark < 0 ? "" : selector.substring(mark)), options);
  }

  private BenchmarkSpec withFewShot(BenchmarkSpec spec) {
    if (!spec.original().equals(BENCHMARK)) {
      throw refusedFewShot("'%s'".formatted(spec.selector()));
    }
    Map<String, String> options = new TreeMap<>(spec.options());
    options.put("num-fewshot", String.valueOf(fewShot));
    return new BenchmarkSpec(spec.selector(), options);
  }

  private static SetupException refusedFewShot(String benchmark) {
    return new SetupException(
        "--num-fewshot cannot be set for %s, only for tasks of lm-evaluation-harness (--tasks FILE.yaml, or --include-path FOLDER --tasks NAME): in Assay the prompt is part of a benchmark's version, so that equal names mean equal numbers. `assay list benchmarks` shows what each asks."
            .formatted(benchmark));
  }

  /** What a run of such tasks is named after: the task, or the file. */
  static String nameOf(BenchmarkSpec spec) {
    String task = spec.options().get("task");
    String path = spec.options().get("path");
    if (!spec.original().equals(BENCHMARK) || path == null) {
      return spec.name();
    }
    String file = String.valueOf(Path.of(path).getFileName()).replaceAll("\\.ya?ml$", "");
    return BENCHMARK + "-" + (task == null ? file : task);
  }
}
