package dev.assay.benchmarks.lmeval;

import dev.assay.Json;
import dev.assay.benchmark.Example;
import dev.assay.benchmarks.lmeval.data.Unreadable;
import dev.assay.benchmarks.python.PythonRepr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Documents as examples: a document's place among those asked is its id. */
final class TaskExamples {
  private TaskExamples() {}

  /**
   * The examples of a task.
   *
   * @param target the right answer as a reader wants to see it
   */
  static List<Example> of(TaskDocuments documents, Function<Document, String> target) {
    List<Example> examples = new ArrayList<>();
    for (Document document : documents.asked()) {
      Map<String, String> fields = new LinkedHashMap<>();
      document.fields().forEach((field, value) -> fields.put(field, text(value)));
      examples.add(new Example(Integer.toString(examples.size()), fields, target.apply(document)));
    }
    return List.copyOf(examples);
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Unreadable unreadable) {
      return "(" + unreadable.why() + ")";
    }
    return value instanceof List || value instanceof Map
        ? Json.line(value)
        : PythonRepr.text(value);
  }

  /** The place of an example's document. */
  static int index(Example example) {
    return Integer.parseInt(example.id());
  }
}
