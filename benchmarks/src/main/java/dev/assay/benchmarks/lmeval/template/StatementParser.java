package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.lmeval.template.Statement.Target;
import dev.assay.benchmarks.lmeval.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a whole template: text, expressions, {@code if}, {@code for} and {@code set}. */
final class StatementParser {
  private static final int LONGEST_EXCERPT = 120;

  private final String template;
  private final Tokens tokens;
  private final TermParser terms;

  private StatementParser(String template) {
    this.template = template;
    this.tokens = new Tokens(Lexer.tokens(template));
    this.terms = new TermParser(tokens);
  }

  /**
   * The statements of a template whose line breaks are {@code \n}.
   *
   * @throws TemplateException if it is malformed or uses what is not known here
   */
  static List<Statement> statements(String template) {
    StatementParser parser = new StatementParser(template);
    List<Statement> statements = parser.until(Set.of());
    if (parser.tokens.current().kind() != Kind.END) {
      throw parser.tokens.expected("the end");
    }
    return statements;
  }

  /** Statements up to the tag with one of the names, which is the current token then. */
  private List<Statement> until(Set<String> ends) {
    List<Statement> statements = new ArrayList<>();
    while (true) {
      Token token = tokens.current();
      switch (token.kind()) {
        case TEXT -> statements.add(new Statement.Text(tokens.next().text()));
        case OUTPUT_BEGIN, TAG_BEGIN -> {
          tokens.next();
          if (token.kind() == Kind.TAG_BEGIN && ends.contains(tokens.current().text())) {
            return List.copyOf(statements);
          }
          statements.add(located(token));
        }
        default -> {
          if (!ends.isEmpty()) {
            throw new TemplateException(
                "{%% %s %%} is missing at the end".formatted(String.join(" or ", ends)));
          }
          return List.copyOf(statements);
        }
      }
    }
  }

  private Statement located(Token begin) {
    try {
      Statement statement = begin.kind() == Kind.OUTPUT_BEGIN ? output() : tag();
      return new Statement.Located(statement, excerpt(begin.start()));
    } catch (Statement.LocatedException e) {
      throw e;
    } catch (TemplateException e) {
      throw new Statement.LocatedException(e.getMessage() + ", in " + excerpt(begin.start()));
    }
  }

  /** What stands from a delimiter to its end. */
  private String excerpt(int start) {
    int close = template.indexOf(template.startsWith("{{", start) ? "}}" : "%}", start);
    int end = close < 0 ? template.length() : close + 2;
    String whole = template.substring(start, end);
    return whole.length() <= LONGEST_EXCERPT ? whole : whole.substring(0, LONGEST_EXCERPT) + "…";
  }

  private Statement output() {
    Term term = terms.tuple(true, false);
    tokens.expect(Kind.OUTPUT_END, "'}}'");
    return new Statement.Output(term);
  }

  private Statement tag() {
    String name = tokens.expect(Kind.NAME, "the name of a tag").text();
    return switch (name) {
      case "if" -> conditional();
      case "for" -> loop();
      case "set" -> set();
      default ->
          throw new TemplateException(
              "the tag '%s' is not known here; there are if, for, set and raw".formatted(name));
    };
  }

  private void endTag() {
    tokens.expect(Kind.TAG_END, "'%}'");
  }

  private Statement conditional() {
    List<Term> conditions = new ArrayList<>();
    List<List<Statement>> branches = new ArrayList<>();
    conditions.add(terms.tuple(false, false));
    endTag();
    while (true) {
      branches.add(until(Set.of("elif", "else", "endif")));
      if (tokens.skipName("elif")) {
        conditions.add(terms.tuple(false, false));
        endTag();
      } else if (tokens.skipName("else")) {
        endTag();
        conditions.add(new Term.Constant(true));
        branches.add(until(Set.of("endif")));
        break;
      } else {
        break;
      }
    }
    tokens.expectName("endif");
    endTag();
    return new Statement.If(List.copyOf(conditions), List.copyOf(branches));
  }

  private Statement loop() {
    Target target = target(false);
    tokens.expectName("in");
    Term items = terms.tuple(false, false);
    Term condition = tokens.skipName("if") ? terms.expression() : null;
    if (tokens.current().isName("recursive")) {
      throw new TemplateException("recursive loops are not known here");
    }
    endTag();
    List<Statement> body = until(Set.of("else", "endfor"));
    List<Statement> otherwise = List.of();
    if (tokens.skipName("else")) {
      endTag();
      otherwise = until(Set.of("endfor"));
    }
    tokens.expectName("endfor");
    endTag();
    return new Statement.For(target, items, condition, body, otherwise);
  }

  private Target target(boolean fields) {
    boolean parentheses = tokens.skipOperator("(");
    List<String> names = new ArrayList<>();
    boolean several = false;
    do {
      if (tokens.current().kind() != Kind.NAME || tokens.current().isName("in")) {
        break;
      }
      names.add(tokens.next().text());
    } while (tokens.skipOperator(",") && (several = true));
    if (names.isEmpty()) {
      throw tokens.expected("a name");
    }
    if (parentheses) {
      tokens.expectOperator(")");
    }
    if (fields && names.size() == 1 && tokens.skipOperator(".")) {
      return new Target(names, false, tokens.expect(Kind.NAME, "the name of a field").text());
    }
    return new Target(List.copyOf(names), several, null);
  }

  private Statement set() {
    Target target = target(true);
    if (tokens.skipOperator("=")) {
      Term term = terms.tuple(true, false);
      endTag();
      return new Statement.Set(target, term);
    }
    endTag();
    List<Statement> body = until(Set.of("endset"));
    tokens.expectName("endset");
    endTag();
    return new Statement.SetText(target, body);
  }
}
