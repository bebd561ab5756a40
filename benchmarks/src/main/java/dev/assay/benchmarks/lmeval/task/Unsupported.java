package dev.assay.benchmarks.lmeval.task;

import dev.assay.SetupException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task file may say to lm-evaluation-harness and not to Assay, and what would do instead.
 */
final class Unsupported {
  private static final String PREPARE =
      "prepare the documents once, write them as JSON lines, and point dataset_path: json and dataset_kwargs.data_files at them";

  /** What to do about a key. */
  private static final Map<String, String> INSTEAD =
      Map.of(
          "process_docs",
          PREPARE,
          "custom_dataset",
          PREPARE,
          "process_results",
          "use metric_list and filter_list",
          "doc_to_text",
          "write it as a template",
          "doc_to_target",
          "write it as a template",
          "doc_to_choice",
          "write it as a list or a template",
          "metric_list",
          "choose a metric and an aggregation by name",
          "use_prompt",
          "write the prompt as doc_to_text and doc_to_target",
          "class",
          "describe the task by keys",
          "fewshot_config",
          "write the samples as a list, or name a split");

  private static final List<String> NEVER =
      List.of("custom_dataset", "process_docs", "process_results", "use_prompt", "class");
  private static final List<String> MEDIA = List.of("doc_to_image", "doc_to_audio");

  private Unsupported() {}

  /**
   * Throws for the first key that needs Python, pictures, sounds, or that runs code of a model.
   *
   * @throws SetupException that names the file, the key and what would do
   */
  static void refuse(Keys keys) {
    for (String key : keys.names()) {
      Optional<Object> value = keys.value(key);
      if (value.isEmpty()) {
        continue;
      }
      Found function = function(key, value.get());
      if (function != null) {
        throw keys.error(
            function.place(),
            key,
            "calls the Python function '%s', which Assay does not run; %s"
                .formatted(
                    function.name(), INSTEAD.getOrDefault(key, "leave it out or write a value")));
      }
      if (NEVER.contains(key)) {
        throw keys.error(
            key, "needs Python, which Assay does not run; %s".formatted(INSTEAD.get(key)));
      }
      if (MEDIA.contains(key)) {
        throw keys.error(key, "pictures and sounds in prompts are not known to Assay");
      }
      if (key.equals("unsafe_code") && !Boolean.FALSE.equals(value.get())) {
        throw keys.error(key, "Assay does not run code that a model wrote");
      }
    }
  }

  /** A function and the place where it stands. */
  private record Found(String place, String name) {}

  private static @Nullable Found function(String place, @Nullable Object value) {
    if (value instanceof PythonFunction function) {
      return new Found(place, function.name());
    }
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Found found = function(place + "." + entry.getKey(), entry.getValue());
        if (found != null) {
          return found;
        }
      }
    }
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        Found found = function("%s[%d]".formatted(place, i), list.get(i));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
