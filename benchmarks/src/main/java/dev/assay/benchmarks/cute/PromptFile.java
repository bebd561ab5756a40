package dev.assay.benchmarks.cute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The prompt templates of all tasks, by the tasks' keys: a JSON object, or the Python file in which
 * CUTE publishes them.
 *
 * @param name the file, as errors name it
 * @param templates template texts by task key
 */
record PromptFile(String name, Map<String, String> templates) {

  /** Understands a file by its ending. */
  static PromptFile parse(DataText file) {
    return new PromptFile(
        file.name(), file.name().endsWith(".py") ? PythonDictionary.parse(file) : json(file));
  }

  /** The template of a task. */
  PromptTemplate of(CuteTask task) {
    String text = templates.get(task.key());
    if (text == null) {
      throw new SetupException(
          "%s has no prompt template for the task '%s'; keys there: %s"
              .formatted(name, task.key(), String.join(", ", templates.keySet())));
    }
    return PromptTemplate.of(task, text, name);
  }

  private static Map<String, String> json(DataText file) {
    JsonNode root;
    try {
      root = Json.mapper().readTree(file.text());
    } catch (JsonProcessingException e) {
      throw new SetupException(
          "%s, line %d: not JSON: %s"
              .formatted(file.name(), e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    }
    if (!root.isObject()) {
      throw new SetupException(
          file.name() + ": a JSON object of prompt templates by task name expected");
    }
    Map<String, String> templates = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!field.getValue().isTextual()) {
        throw new SetupException(
            "%s, key '%s': a text expected".formatted(file.name(), field.getKey()));
      }
      templates.put(field.getKey(), field.getValue().textValue());
    }
    return templates;
  }
}
