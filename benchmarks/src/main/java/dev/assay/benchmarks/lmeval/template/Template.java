package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.AutoCloseableSupplier;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import dev.assay.SetupException;
import dev.assay.benchmarks.python.PythonLiteral;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Jinja template, rendered as Jinja2 3.1 renders it in the environment of lm-evaluation-harness
 * 0.4.13 (its {@code utils.py}): what does not exist is an error, the last line break stays, and
 * there is a filter {@code regex_replace}.
 *
 * <p>Jinjava cuts, parses and walks it; values, operators, filters, tests and tags are Python's and
 * Jinja2's, from this package. The language is the part that prompts need: {@code if}, {@code for},
 * {@code set} and {@code raw}. What is not known here, or what Jinjava's grammar takes otherwise
 * than Jinja2's, is an error and never another text. Thread-safe.
 */
public final class Template {
  private static final JinjavaConfig CONFIG =
      JinjavaConfig.newBuilder()
          .withKeepTrailingNewline(true)
          .withNestedInterpretationEnabled(false)
          .withLegacyOverrides(
              LegacyOverrides.newBuilder()
                  .withUseNaturalOperatorPrecedence(true)
                  .withParseWhitespaceControlStrictly(true)
                  .withAllowAdjacentTextNodes(true)
                  .withUseTrimmingForNotesAndExpressions(true)
                  .withHandleBackslashInQuotesOnly(true)
                  .build())
          .withEnableFilterChainOptimization(true)
          .build();

  private static final Jinjava JINJAVA = new Jinjava(CONFIG);

  private final String origin;
  private final Node root;

  private Template(String origin, Node root) {
    this.origin = origin;
    this.root = root;
  }

  /**
   * Compiles a template.
   *
   * @param origin the file and key, as errors name them
   * @throws SetupException if it is malformed, or holds what is not known here
   */
  public static Template compile(String source, String origin) {
    try {
      return new Template(origin, parsed(source.replaceAll("\\r\\n?", "\n")));
    } catch (InterpretException e) {
      throw new SetupException("%s: %s".formatted(origin, e.getMessage()), e);
    }
  }

  private static Node parsed(String source) {
    SourceCheck.check(source, CONFIG);
    JinjavaInterpreter interpreter = interpreter(Map.of());
    Expressions expressions = new Expressions();
    interpreter.getContext().setExpressionStrategy(expressions);
    interpreter.getContext().registerTag(new IfTag(expressions));
    interpreter.getContext().registerTag(new ForTag(expressions));
    interpreter.getContext().registerTag(new SetTag(expressions));
    try (AutoCloseableSupplier.AutoCloseableImpl<JinjavaInterpreter> present =
        JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
      Node root = present.value().parse(source);
      refuseErrors(interpreter);
      new TreeCheck(expressions).check(root);
      return root;
    }
  }

  private static JinjavaInterpreter interpreter(Map<String, @Nullable Object> document) {
    Context context = new Context(JINJAVA.getGlobalContext(), Names.bindings(document));
    return new JinjavaInterpreter(JINJAVA, context, CONFIG);
  }

  private static void refuseErrors(JinjavaInterpreter interpreter) {
    if (!interpreter.getErrorsCopy().isEmpty()) {
      throw new TemplateException(interpreter.getErrorsCopy().get(0).getMessage());
    }
  }

  /**
   * The text that a document makes of it.
   *
   * @throws SetupException if the document lacks what the template asks for
   */
  public String render(Map<String, @Nullable Object> document) {
    try {
      JinjavaInterpreter interpreter = interpreter(document);
      String text = interpreter.render(root);
      refuseErrors(interpreter);
      return text;
    } catch (InterpretException e) {
      throw new SetupException(
          "%s: %s; the document has the fields %s"
              .formatted(origin, e.getMessage(), String.join(", ", document.keySet())),
          e);
    }
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
