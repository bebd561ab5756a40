package dev.assay.benchmarks.lmeval.template;

import java.util.Set;
import jinjava.de.odysseus.el.tree.Bindings;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/**
 * An operator between two expressions, with Python's meaning.
 *
 * @param symbol as Jinjava names it
 */
record Operation(String symbol) implements AstBinary.Operator {
  private static final Set<String> COMPARISONS =
      Set.of("==", "!=", "<", "<=", ">", ">=", "in", "not in");

  /** Whether an expression is an operation with one of these symbols, without parentheses. */
  private static boolean isAny(AstNode node, Set<String> symbols) {
    return node instanceof AstBinary binary
        && binary.getOperator() instanceof Operation operation
        && symbols.contains(operation.symbol);
  }

  /**
   * The node of an operation.
   *
   * @throws TemplateException if Jinja2 would bind the operators otherwise
   */
  static AstBinary of(String symbol, AstNode left, AstNode right) {
    if (COMPARISONS.contains(symbol) && (isAny(left, COMPARISONS) || isAny(right, COMPARISONS))) {
      throw new TemplateException("a chain of comparisons is not known here; join them by `and`");
    }
    if (symbol.equals("~") && isAny(left, Set.of("+", "-"))
        || symbol.equals("**") && isAny(left, Set.of("*", "/", "//", "%"))) {
      throw new TemplateException("%s after another operator needs parentheses".formatted(symbol));
    }
    return new AstBinary(left, right, new Operation(symbol));
  }

  @Override
  public @Nullable Object eval(Bindings bindings, ELContext context, AstNode left, AstNode right) {
    Object first = left.eval(bindings, context);
    if (symbol.equals("&&") || symbol.equals("||")) {
      return Values.truth(first) == symbol.equals("&&") ? right.eval(bindings, context) : first;
    }
    Object second = right.eval(bindings, context);
    if (symbol.equals("~")) {
      return concatenated(first) + concatenated(second);
    }
    return COMPARISONS.contains(symbol)
        ? (Object) holds(first, second)
        : Operators.apply(symbol, first, second);
  }

  private static String concatenated(@Nullable Object value) {
    if (value instanceof Markup) {
      throw Values.unsupported("~ of", value);
    }
    return Values.text(value);
  }

  private boolean holds(@Nullable Object left, @Nullable Object right) {
    Values.refuseUndefined(left);
    Values.refuseUndefined(right);
    return switch (symbol) {
      case "==" -> Values.equal(left, right);
      case "!=" -> !Values.equal(left, right);
      case "in" -> Values.in(left, right);
      case "not in" -> !Values.in(left, right);
      case "<" -> Values.compare(left, right) < 0;
      case "<=" -> Values.compare(left, right) <= 0;
      case ">" -> Values.compare(left, right) > 0;
      default -> Values.compare(left, right) >= 0;
    };
  }

  @Override
  public String toString() {
    return symbol;
  }
}
