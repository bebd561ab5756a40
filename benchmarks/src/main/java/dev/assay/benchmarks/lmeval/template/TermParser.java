package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.lmeval.template.Term.Given;
import dev.assay.benchmarks.lmeval.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads expressions by the grammar of Jinja2 3.1, whose precedences are not Python's. */
final class TermParser {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final Tokens tokens;
  private final Filters filters = new Filters();
  private final Tests tests = new Tests();

  TermParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** One expression, or several with commas, which make a tuple. */
  Term tuple(boolean conditional, boolean parentheses) {
    List<Term> items = new ArrayList<>();
    boolean several = false;
    while (!atTupleEnd()) {
      items.add(conditional ? expression() : or());
      if (!tokens.skipOperator(",")) {
        break;
      }
      several = true;
    }
    if (items.isEmpty() && !parentheses) {
      throw tokens.expected("an expression");
    }
    return several || items.isEmpty() ? new Term.Items(List.copyOf(items), true) : items.get(0);
  }

  private boolean atTupleEnd() {
    return tokens.current().kind() == Kind.OUTPUT_END
        || tokens.current().kind() == Kind.TAG_END
        || tokens.current().isOperator(")")
        || tokens.current().isName("recursive");
  }

  /** An expression, perhaps with {@code if} and {@code else}. */
  Term expression() {
    Term term = or();
    while (tokens.skipName("if")) {
      Term condition = or();
      term = new Term.Conditional(condition, term, tokens.skipName("else") ? expression() : null);
    }
    return term;
  }

  /** An expression without {@code if} at its top. */
  private Term or() {
    Term left = and();
    while (tokens.skipName("or")) {
      left = new Term.Either(left, and(), false);
    }
    return left;
  }

  private Term and() {
    Term left = not();
    while (tokens.skipName("and")) {
      left = new Term.Either(left, not(), true);
    }
    return left;
  }

  private Term not() {
    return tokens.skipName("not") ? new Term.Not(not()) : comparison();
  }

  private Term comparison() {
    Term first = sum();
    List<String> operators = new ArrayList<>();
    List<Term> operands = new ArrayList<>();
    while (true) {
      Token token = tokens.current();
      if (token.kind() == Kind.OPERATOR && COMPARISONS.contains(token.text())) {
        operators.add(tokens.next().text());
      } else if (tokens.skipName("in")) {
        operators.add("in");
      } else if (token.isName("not") && tokens.ahead().isName("in")) {
        tokens.next();
        tokens.next();
        operators.add("not in");
      } else {
        return operators.isEmpty()
            ? first
            : new Term.Comparison(first, List.copyOf(operators), List.copyOf(operands));
      }
      operands.add(sum());
    }
  }

  private Term sum() {
    Term left = concatenation();
    while (tokens.current().isOperator("+") || tokens.current().isOperator("-")) {
      left = new Term.Arithmetic(tokens.next().text(), left, concatenation());
    }
    return left;
  }

  private Term concatenation() {
    List<Term> parts = new ArrayList<>(List.of(product()));
    while (tokens.skipOperator("~")) {
      parts.add(product());
    }
    return parts.size() == 1 ? parts.get(0) : new Term.Concatenation(List.copyOf(parts));
  }

  private Term product() {
    Term left = power();
    while (tokens.current().kind() == Kind.OPERATOR
        && Set.of("*", "/", "//", "%").contains(tokens.current().text())) {
      left = new Term.Arithmetic(tokens.next().text(), left, power());
    }
    return left;
  }

  private Term power() {
    Term left = signed(true);
    while (tokens.skipOperator("**")) {
      left = new Term.Arithmetic("**", left, signed(true));
    }
    return left;
  }

  private Term signed(boolean withFilters) {
    Term term;
    if (tokens.skipOperator("-")) {
      term = new Term.Signed(signed(false), true);
    } else if (tokens.skipOperator("+")) {
      term = new Term.Signed(signed(false), false);
    } else {
      term = primary();
    }
    term = postfix(term);
    return withFilters ? filtered(term) : term;
  }

  private Term primary() {
    Token token = tokens.next();
    if (token.kind() == Kind.NAME) {
      return switch (token.text()) {
        case "true", "True" -> new Term.Constant(true);
        case "false", "False" -> new Term.Constant(false);
        case "none", "None" -> new Term.Constant(null);
        default -> new Term.Name(token.text());
      };
    }
    if (token.kind() == Kind.LITERAL) {
      return token.value() instanceof String text
          ? new Term.Constant(joined(text))
          : new Term.Constant(token.value());
    }
    if (token.isOperator("(")) {
      Term inside = tuple(true, true);
      tokens.expectOperator(")");
      return inside;
    }
    if (token.isOperator("[")) {
      return list();
    }
    if (token.isOperator("{")) {
      return dictionary();
    }
    throw new TemplateException("unexpected " + token);
  }

  /** Texts that stand side by side are one. */
  private String joined(String first) {
    StringBuilder text = new StringBuilder(first);
    while (tokens.current().value() instanceof String further) {
      text.append(further);
      tokens.next();
    }
    return text.toString();
  }

  private Term list() {
    List<Term> items = new ArrayList<>();
    while (!tokens.skipOperator("]")) {
      items.add(expression());
      if (!tokens.current().isOperator("]")) {
        tokens.expectOperator(",");
      }
    }
    return new Term.Items(List.copyOf(items), false);
  }

  private Term dictionary() {
    List<Term> keys = new ArrayList<>();
    List<Term> values = new ArrayList<>();
    while (!tokens.skipOperator("}")) {
      keys.add(expression());
      tokens.expectOperator(":");
      values.add(expression());
      if (!tokens.current().isOperator("}")) {
        tokens.expectOperator(",");
      }
    }
    return new Term.Dictionary(List.copyOf(keys), List.copyOf(values));
  }

  private Term postfix(Term start) {
    Term term = start;
    while (true) {
      if (tokens.skipOperator(".")) {
        Token name = tokens.next();
        if (name.kind() == Kind.NAME) {
          term = new Term.Attribute(term, name.text());
        } else if (name.value() instanceof Long index) {
          term = new Term.Item(term, new Term.Constant(index));
        } else {
          throw new TemplateException("expected a name or number after '.', not " + name);
        }
      } else if (tokens.skipOperator("[")) {
        term = subscript(term);
      } else if (tokens.current().isOperator("(")) {
        term = new Term.Call(term, given());
      } else {
        return term;
      }
    }
  }

  private Term subscript(Term of) {
    Term from = tokens.current().isOperator(":") ? null : expression();
    if (from != null && tokens.skipOperator("]")) {
      return new Term.Item(of, from);
    }
    tokens.expectOperator(":");
    Term to = bound();
    Term step = tokens.skipOperator(":") ? bound() : null;
    tokens.expectOperator("]");
    return new Term.Slice(of, from, to, step);
  }

  private @Nullable Term bound() {
    return tokens.current().isOperator(":") || tokens.current().isOperator("]")
        ? null
        : expression();
  }

  private Given given() {
    tokens.expectOperator("(");
    List<Term> positional = new ArrayList<>();
    Map<String, Term> named = new LinkedHashMap<>();
    while (!tokens.skipOperator(")")) {
      if (tokens.current().kind() == Kind.NAME && tokens.ahead().isOperator("=")) {
        String name = tokens.next().text();
        tokens.next();
        named.put(name, expression());
      } else if (!named.isEmpty()) {
        throw new TemplateException("an argument without a name stands after one with a name");
      } else {
        positional.add(expression());
      }
      if (!tokens.current().isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return new Given(List.copyOf(positional), named);
  }

  private Term filtered(Term start) {
    Term term = start;
    while (true) {
      if (tokens.skipOperator("|")) {
        String name = tokens.expect(Kind.NAME, "the name of a filter").text();
        Filters.Filter filter = filters.get(name);
        Given given = tokens.current().isOperator("(") ? given() : new Given(List.of(), Map.of());
        term = new Term.Filtered(term, filter, name, given);
      } else if (tokens.skipName("is")) {
        term = tested(term);
      } else if (tokens.current().isOperator("(")) {
        term = new Term.Call(term, given());
      } else {
        return term;
      }
    }
  }

  private Term tested(Term of) {
    boolean negated = tokens.skipName("not");
    String name = tokens.expect(Kind.NAME, "the name of a test").text();
    tests.require(name);
    Given given = new Given(List.of(), Map.of());
    if (tokens.current().isOperator("(")) {
      given = given();
    } else if (startsArgument(tokens.current())) {
      given = new Given(List.of(postfix(primary())), Map.of());
    }
    Term test = new Term.Tested(of, tests, name, given);
    return negated ? new Term.Not(test) : test;
  }

  private static boolean startsArgument(Token token) {
    if (token.isName("is")) {
      throw new TemplateException("tests with `is` cannot be chained");
    }
    return token.kind() == Kind.LITERAL
        || token.isOperator("[")
        || token.isOperator("{")
        || token.kind() == Kind.NAME && !Set.of("else", "or", "and").contains(token.text());
  }
}
