package dev.assay.benchmarks.lmeval.task;

import dev.assay.SetupException;
import dev.assay.benchmarks.lmeval.data.Unreadable;
import dev.assay.benchmarks.lmeval.template.Template;
import dev.assay.benchmarks.python.PythonLiteral;
import dev.assay.benchmarks.python.PythonRepr;
import dev.assay.benchmarks.python.PythonTuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a key such as {@code doc_to_text} makes of a document: the value of a field where its text
 * is the name of one, else what a template renders; or a number or list that is the same for all
 * documents. Immutable.
 */
public final class Expression {
  private final String origin;
  private final Object source;
  private final @Nullable Template template;

  private Expression(String origin, Object source, @Nullable Template template) {
    this.origin = origin;
    this.source = source;
    this.template = template;
  }

  /**
   * An expression.
   *
   * @param origin the file and key, as errors name them
   * @param source a String, a Long, a List or a Map
   * @throws SetupException if it is a template that Assay cannot render
   */
  public static Expression of(String origin, Object source) {
    return new Expression(
        origin, source, source instanceof String text ? Template.compile(text, origin) : null);
  }

  /** What stands in the file. */
  public Object source() {
    return source;
  }

  /**
   * {@code doc_to_text}.
   *
   * @param fields the data's columns
   * @param choices whether the task has {@code doc_to_choice}: digits are an index then
   * @return a String, or a Long that points into the choices; a field's value may be anything
   */
  public @Nullable Object text(
      Map<String, @Nullable Object> document, Collection<String> fields, boolean choices) {
    if (template == null) {
      return source;
    }
    if (fields.contains(source)) {
      return field(document);
    }
    String text = template.render(document);
    return choices && isDigits(text) ? literal(text) : text;
  }

  /**
   * {@code doc_to_target}.
   *
   * @return a String, a Long that points into the choices, or a List of several right answers; a
   *     field's value may be anything
   */
  public @Nullable Object target(
      Map<String, @Nullable Object> document, Collection<String> fields, boolean choices) {
    Object value = text(document, fields, choices);
    boolean rendered = template != null && !fields.contains(source);
    if (rendered
        && value instanceof String text
        && text.length() >= 2
        && text.startsWith("[")
        && text.endsWith("]")) {
      try {
        return PythonLiteral.parse(text);
      } catch (IllegalArgumentException e) {
        return text; // brackets around something else
      }
    }
    return value;
  }

  /**
   * {@code doc_to_choice}.
   *
   * @throws SetupException if what comes out is no list of texts
   */
  public List<String> choices(Map<String, @Nullable Object> document, Collection<String> fields) {
    Object value = source;
    if (source instanceof Map<?, ?> map) {
      value = new ArrayList<>(map.values());
    } else if (template != null) {
      value = fields.contains(source) ? field(document) : template.value(document);
    }
    List<?> items = value instanceof PythonTuple tuple ? tuple.items() : List.of();
    if (value instanceof List<?> list) {
      items = list;
    }
    List<String> choices = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof String choice)) {
        throw new SetupException(
            "%s: the choices must be texts, but there is %s in %s; in YAML, quote words such as 'yes', 'no', 'true' and numbers"
                .formatted(origin, item, value));
      }
      choices.add(choice);
    }
    if (choices.isEmpty()) {
      throw new SetupException("%s: must be a list of texts, but is %s".formatted(origin, value));
    }
    return choices;
  }

  /** {@code description} and {@code gen_prefix}: always a text. */
  public String string(Map<String, @Nullable Object> document, Collection<String> fields) {
    if (template == null) {
      throw new SetupException("%s: must be a text".formatted(origin));
    }
    return fields.contains(source) ? PythonRepr.text(field(document)) : template.render(document);
  }

  private @Nullable Object field(Map<String, @Nullable Object> document) {
    Object value = document.get(source);
    if (value instanceof Unreadable unreadable) {
      throw new SetupException(
          "%s: the field '%s' is %s".formatted(origin, source, unreadable.why()));
    }
    return value;
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.codePoints().allMatch(Character::isDigit);
  }

  private @Nullable Object literal(String digits) {
    try {
      return PythonLiteral.parse(digits);
    } catch (IllegalArgumentException e) {
      throw new SetupException(
          "%s: '%s' is no number of a choice in Python".formatted(origin, digits), e);
    }
  }
}
