package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.el.ext.AstNamedParameter;
import com.hubspot.jinjava.el.ext.CollectionMembershipOperator;
import com.hubspot.jinjava.el.ext.CollectionNonMembershipOperator;
import com.hubspot.jinjava.el.ext.NamedParameterOperator;
import com.hubspot.jinjava.el.ext.PowerOfOperator;
import com.hubspot.jinjava.el.ext.StringConcatOperator;
import com.hubspot.jinjava.el.ext.TruncDivOperator;
import java.util.ArrayList;
import java.util.List;
import jinjava.de.odysseus.el.tree.impl.Scanner;
import jinjava.de.odysseus.el.tree.impl.Scanner.ScanException;
import jinjava.de.odysseus.el.tree.impl.Scanner.Symbol;
import jinjava.de.odysseus.el.tree.impl.ast.AstIdentifier;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.de.odysseus.el.tree.impl.ast.AstParameters;
import jinjava.de.odysseus.el.tree.impl.ast.AstString;
import jinjava.de.odysseus.el.tree.impl.ast.AstUnary;
import jinjava.javax.el.ELException;
import org.jspecify.annotations.Nullable;

/** Jinjava's parser of expressions, set right where its grammar differs from that of Jinja2 3.1. */
final class ExpressionParser extends PythonNodes {
  private boolean endedWithComma;
  private @Nullable AstNode parsed;

  private ExpressionParser(String expression) {
    super(expression);
    putOperator(StringConcatOperator.TOKEN, ExtensionPoint.ADD, "~");
    putOperator(TruncDivOperator.TOKEN, ExtensionPoint.MUL, "//");
    putOperator(PowerOfOperator.TOKEN, ExtensionPoint.MUL, "**");
    putOperator(CollectionMembershipOperator.TOKEN, ExtensionPoint.CMP, "in");
    putOperator(CollectionNonMembershipOperator.TOKEN, ExtensionPoint.CMP, "not in");
    putOperator(NamedParameterOperator.TOKEN, null, "="); // none: it names arguments only
  }

  /**
   * An expression. Jinjava's interpreter must be the present one.
   *
   * @throws TemplateException if it is malformed, or holds what is not known here
   */
  static AstNode parse(String expression) {
    try {
      return (AstNode) new ExpressionParser(expression).tree().getRoot().getChild(0);
    } catch (ScanException | ParseException | ELException e) {
      throw new TemplateException(e.getMessage());
    }
  }

  private void putOperator(
      Scanner.ExtensionToken token, @Nullable ExtensionPoint point, String symbol) {
    putExtensionHandler(
        token,
        new ExtensionHandler(point) {
          @Override
          public AstNode createAstNode(AstNode... children) {
            return Operation.of(symbol, children[0], children[1]);
          }
        });
  }

  @Override
  protected Scanner createScanner(String expression) {
    return new ExpressionScanner(expression);
  }

  /** {@code not} binds more loosely than comparisons. */
  @Override
  protected AstNode eq(boolean required) throws ScanException, ParseException {
    if (getToken().getSymbol() != Symbol.NOT) {
      return super.eq(required);
    }
    consumeToken();
    return createAstUnary(eq(true), AstUnary.NOT);
  }

  /** Filters and tests in any order. */
  @Override
  protected AstNode filter(boolean required) throws ScanException, ParseException {
    AstNode node = super.filter(required);
    while (node != null && (isWord("|") || isWord("is"))) {
      parsed = node;
      AstNode longer = super.filter(true);
      if (longer == node) {
        fail("the name of a filter or test");
      }
      node = longer;
    }
    return node;
  }

  private boolean isWord(String word) {
    return getToken().getImage() != null && getToken().getImage().equals(word);
  }

  @Override
  protected AstNode unary(boolean required) throws ScanException, ParseException {
    if (parsed != null) {
      AstNode node = parsed;
      parsed = null;
      return node;
    }
    if (getToken().getSymbol() == Symbol.NOT) {
      fail("an operand, or parentheses around `not`");
    }
    return super.unary(required);
  }

  @Override
  protected AstNode nonliteral() throws ScanException, ParseException {
    return getToken().getSymbol() == Symbol.LPAREN && lookahead(0).getSymbol() == Symbol.RPAREN
        ? createAstTuple(params())
        : super.nonliteral();
  }

  @Override
  protected AstNode literal() throws ScanException, ParseException {
    return getToken().getSymbol() == Symbol.STRING
        ? new AstString(consumeToken().getImage().substring(1))
        : super.literal();
  }

  @Override
  protected AstParameters params(Symbol left, Symbol right) throws ScanException, ParseException {
    consumeToken(left);
    List<AstNode> found = new ArrayList<>();
    boolean comma = false;
    boolean named = false;
    while (getToken().getSymbol() != right) {
      if (left == Symbol.LPAREN
          && getToken().getSymbol() == Symbol.IDENTIFIER
          && "=".equals(lookahead(0).getImage())) {
        AstIdentifier name = identifier(consumeToken().getImage());
        consumeToken();
        found.add(new AstNamedParameter(name, expr(true)));
        named = true;
      } else if (named) {
        throw new TemplateException("an argument without a name stands after one with a name");
      } else {
        found.add(expr(true));
      }
      comma = getToken().getSymbol() == Symbol.COMMA;
      if (!comma) {
        break;
      }
      consumeToken();
    }
    consumeToken(right);
    endedWithComma = comma;
    return createAstParameters(found);
  }

  @Override
  boolean isNested(AstParameters items) {
    return items.getCardinality() == 1 && !endedWithComma;
  }
}
