package dev.assay.benchmarks.lmeval.answer;

import dev.assay.SetupException;
import dev.assay.benchmarks.lmeval.task.FilterPipeline;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import dev.assay.benchmarks.python.PythonNumber;
import dev.assay.benchmarks.python.PythonPattern;
import dev.assay.benchmarks.python.PythonRepr;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a filter, checked as they are read: what is not as it must be is a {@link
 * SetupException} that names file, pipeline, filter and argument.
 *
 * @param config the task
 * @param pipeline the pipeline's name
 * @param step the filter
 */
record FilterArguments(TaskConfig config, String pipeline, FilterPipeline.Step step) {

  SetupException error(String problem) {
    return new SetupException(
        "%s: filter_list: %s: the filter '%s' %s"
            .formatted(config.file(), pipeline, step.function(), problem));
  }

  /** Refuses arguments that the filter does not have. */
  void check(List<String> valid) {
    for (String argument : step.arguments().keySet()) {
      if (!valid.contains(argument)) {
        throw SetupException.unknownName(
            "argument of the filter '%s' in filter_list of %s"
                .formatted(step.function(), config.file()),
            argument,
            valid);
      }
    }
  }

  String text(String argument, String otherwise) {
    Object value = step.arguments().get(argument);
    return value == null ? otherwise : PythonRepr.text(value);
  }

  /** A whole number. */
  int number(String argument, int otherwise) {
    Object value = step.arguments().getOrDefault(argument, otherwise);
    return PythonNumber.whole(value)
        .orElseThrow(
            () -> error("needs a whole number as '%s', not %s".formatted(argument, value)));
  }

  boolean truth(String argument) {
    Object value = step.arguments().getOrDefault(argument, false);
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw error("needs true or false as '%s', not %s".formatted(argument, value));
  }

  Map<?, ?> map(String argument) {
    Object value = step.arguments().getOrDefault(argument, Map.of());
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw error("needs a map as '%s', not %s".formatted(argument, value));
  }

  /** Regular expressions in a list; none where the argument is absent. */
  List<PythonPattern> patterns(String argument) {
    Object value = step.arguments().get(argument);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(regex -> pattern(argument, PythonRepr.text(regex))).toList();
    }
    throw error("needs a list of regular expressions as '%s', not %s".formatted(argument, value));
  }

  PythonPattern pattern(String argument, String regex) {
    try {
      return PythonPattern.compile(regex);
    } catch (IllegalArgumentException e) {
      throw error(
          "has no valid regular expression as '%s': %s".formatted(argument, e.getMessage()));
    }
  }
}
