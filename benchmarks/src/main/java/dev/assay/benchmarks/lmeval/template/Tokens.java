package dev.assay.benchmarks.lmeval.template;

import java.util.List;

/** Tokens that are read one after the other. */
final class Tokens {
  private final List<Token> tokens;
  private int at;

  /** Over tokens of which the last is {@link Token.Kind#END}. */
  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(at);
  }

  /** The one after the current. */
  Token ahead() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  /** The current one, and goes on. */
  Token next() {
    Token token = current();
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean skipName(String name) {
    return current().isName(name) && next() != null;
  }

  boolean skipOperator(String operator) {
    return current().isOperator(operator) && next() != null;
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      throw expected("'" + operator + "'");
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw expected("'" + name + "'");
    }
  }

  Token expect(Token.Kind kind, String what) {
    if (current().kind() != kind) {
      throw expected(what);
    }
    return next();
  }

  TemplateException expected(String what) {
    return new TemplateException("expected %s, but there is %s".formatted(what, current()));
  }
}
