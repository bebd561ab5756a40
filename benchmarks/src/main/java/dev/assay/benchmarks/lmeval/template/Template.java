package dev.assay.benchmarks.lmeval.template;

import dev.assay.SetupException;
import dev.assay.benchmarks.python.PythonLiteral;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Jinja template, rendered as Jinja2 3.1 renders it in the environment of lm-evaluation-harness
 * 0.4.13 (its {@code utils.py}): what does not exist is an error, the last line break stays, and
 * there is a filter {@code regex_replace}.
 *
 * <p>The language is the part that prompts need: expressions with Python's operators, methods and
 * slices, the filters and tests that make texts of documents, {@code if}, {@code for}, {@code set}
 * and {@code raw}. Anything else is an error and never another text. Immutable.
 */
public final class Template {
  private final String origin;
  private final List<Statement> statements;

  private Template(String origin, List<Statement> statements) {
    this.origin = origin;
    this.statements = statements;
  }

  /**
   * Compiles a template.
   *
   * @param origin the file and key, as errors name them
   * @throws SetupException if it is malformed, or holds what is not known here
   */
  public static Template compile(String source, String origin) {
    try {
      return new Template(origin, StatementParser.statements(source.replaceAll("\\r\\n?", "\n")));
    } catch (TemplateException e) {
      throw new SetupException("%s: %s".formatted(origin, e.getMessage()), e);
    }
  }

  /**
   * The text that a document makes of it.
   *
   * @throws SetupException if the document lacks what the template asks for
   */
  public String render(Map<String, @Nullable Object> document) {
    StringBuilder out = new StringBuilder();
    try {
      Statement.write(statements, Scope.of(document), out);
    } catch (TemplateException e) {
      throw new SetupException(
          "%s: %s; the document has the fields %s"
              .formatted(origin, e.getMessage(), String.join(", ", document.keySet())),
          e);
    }
    return out.toString();
  }

  /**
   * The value that the text denotes as a literal of Python, such as a list: String, Long, Double,
   * Boolean, List, Map, {@link dev.assay.benchmarks.python.PythonTuple} or null.
   *
   * @throws SetupException as {@link #render}, or if the text is no literal
   */
  public @Nullable Object value(Map<String, @Nullable Object> document) {
    String text = render(document);
    try {
      return PythonLiteral.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SetupException(
          "%s: must render to a list, but rendered to `%s` (%s)"
              .formatted(origin, text, e.getMessage()),
          e);
    }
  }
}
