package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.expression.ExpressionStrategy;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jinjava.de.odysseus.el.tree.impl.ast.AstChoice;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import org.jspecify.annotations.Nullable;

/** The expressions of a template, each parsed once, and their output. Thread-safe. */
final class Expressions implements ExpressionStrategy {
  private final transient Map<String, AstNode> parsed = new ConcurrentHashMap<>();

  /**
   * An expression as it stands in the template.
   *
   * @throws TemplateException if it is malformed, or holds what is not known here
   */
  AstNode parsed(String expression) {
    return parsed.computeIfAbsent(expression, ExpressionParser::parse);
  }

  /**
   * What stands after {@code if} or {@code elif}.
   *
   * @throws TemplateException as {@link #parsed}, or if it is a choice without parentheses
   */
  AstNode condition(String expression) {
    AstNode condition = parsed(expression);
    if (condition instanceof AstChoice) {
      throw new TemplateException("an `if` inside a condition needs parentheses");
    }
    return condition;
  }

  /**
   * The value for Jinjava's present interpreter.
   *
   * @throws TemplateException if it has none
   */
  @Nullable Object value(String expression) {
    return parsed(expression).eval(null, null);
  }

  @Override
  public RenderedOutputNode interpretOutput(ExpressionToken token, JinjavaInterpreter interpreter) {
    return TemplateException.located(
        token, () -> new RenderedOutputNode(Values.text(value(token.getExpr()))));
  }
}
