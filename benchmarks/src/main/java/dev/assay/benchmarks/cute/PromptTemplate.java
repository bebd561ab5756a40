package dev.assay.benchmarks.cute;

import dev.assay.SetupException;
import java.util.Iterator;
import java.util.regex.Pattern;

/**
 * The prompt of a task, with a slot {@code {}} for each input.
 *
 * @param text the template as published
 */
record PromptTemplate(String text) {
  private static final String SLOT = "{}";

  /**
   * A template that has a slot for each input of a task.
   *
   * @param where the file it stands in, for the error
   */
  static PromptTemplate of(CuteTask task, String text, String where) {
    PromptTemplate template = new PromptTemplate(text);
    int slots = template.pieces().length - 1;
    if (slots != task.inputs()) {
      throw new SetupException(
          "%s, key '%s': the template has %d slots {} where the task has %d inputs"
              .formatted(where, task.key(), slots, task.inputs()));
    }
    return template;
  }

  /** The prompt for these inputs, in their order. */
  String fill(Iterable<String> inputs) {
    StringBuilder prompt = new StringBuilder();
    Iterator<String> next = inputs.iterator();
    for (String piece : pieces()) {
      prompt.append(piece);
      if (next.hasNext()) {
        prompt.append(next.next());
      }
    }
    return prompt.toString();
  }

  private String[] pieces() {
    return text.split(Pattern.quote(SLOT), -1);
  }
}
