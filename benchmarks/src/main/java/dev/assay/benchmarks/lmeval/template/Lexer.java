package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.lmeval.template.Token.Kind;
import dev.assay.benchmarks.python.PythonLiteral;
import dev.assay.benchmarks.python.PythonText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a template into tokens as Jinja2 3.1 does with its usual delimiters. White-space control
 * ({@code -}) is done here.
 */
final class Lexer {
  private static final Pattern BEGIN = Pattern.compile("\\{([{%#])([-+]?)");
  private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-?)%}");
  private static final Pattern END_RAW = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%}");
  private static final Pattern END_COMMENT = Pattern.compile("([-+]?)#}");
  private static final Pattern FLOAT =
      Pattern.compile(
          "(?<!\\.)(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?e[+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern INTEGER =
      Pattern.compile(
          "0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\\da-f])+|[1-9](?:_?\\d)*|0(?:_?0)*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}]*");
  private static final Pattern STRING =
      Pattern.compile(
          "'([^'\\\\]*(?:\\\\.[^'\\\\]*)*)'|\"([^\"\\\\]*(?:\\\\.[^\"\\\\]*)*)\"", Pattern.DOTALL);
  private static final Pattern OPERATOR =
      Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}<>=.:|,;]");

  private final String template;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String template) {
    this.template = template;
  }

  /**
   * The tokens of a template whose line breaks are {@code \n}; the last is {@link Kind#END}.
   *
   * @throws TemplateException if a delimiter is not closed, or something is no token
   */
  static List<Token> tokens(String template) {
    Lexer lexer = new Lexer(template);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < template.length()) {
      Matcher begin = BEGIN.matcher(template);
      if (!begin.find(at)) {
        text(template.substring(at), false);
        at = template.length();
        break;
      }
      text(template.substring(at, begin.start()), begin.group(2).equals("-"));
      at = begin.start();
      switch (begin.group(1)) {
        case "#" -> comment();
        case "{" -> inside(begin, Kind.OUTPUT_BEGIN, Kind.OUTPUT_END, "}}");
        default -> {
          if (!raw()) {
            inside(begin, Kind.TAG_BEGIN, Kind.TAG_END, "%}");
          }
        }
      }
    }
    add(Kind.END, "", null, template.length());
  }

  private void add(Kind kind, String text, @Nullable Object value, int start) {
    tokens.add(new Token(kind, text, value, start));
  }

  private void text(String text, boolean trimmed) {
    String kept = trimmed ? PythonText.stripEnd(text) : text;
    if (!kept.isEmpty()) {
      add(Kind.TEXT, kept, null, at);
    }
  }

  private void skipSpace() {
    while (at < template.length() && PythonText.isSpace(template.charAt(at))) {
      at++;
    }
  }

  private void comment() {
    Matcher end = END_COMMENT.matcher(template);
    if (!end.find(at + 2)) {
      throw new TemplateException("a comment that begins with {# has no #}");
    }
    at = end.end();
    if (end.group(1).equals("-")) {
      skipSpace();
    }
  }

  /** Whether what stands here is raw text; then it is past it. */
  private boolean raw() {
    Matcher begin = RAW.matcher(template).region(at, template.length());
    if (!begin.lookingAt()) {
      return false;
    }
    at = begin.end();
    if (begin.group(1).equals("-")) {
      skipSpace();
    }
    Matcher end = END_RAW.matcher(template);
    if (!end.find(at)) {
      throw new TemplateException("{% raw %} has no {% endraw %}");
    }
    text(template.substring(at, end.start()), end.group(1).equals("-"));
    at = end.end();
    if (end.group(2).equals("-")) {
      skipSpace();
    }
    return true;
  }

  private void inside(Matcher begin, Kind beginning, Kind ending, String end) {
    add(beginning, begin.group(), null, at);
    at = begin.end();
    Deque<Character> open = new ArrayDeque<>();
    while (true) {
      skipSpace();
      if (at == template.length()) {
        throw new TemplateException("what begins with %s has no %s".formatted(begin.group(), end));
      }
      if (open.isEmpty() && ended(ending, end)) {
        return;
      }
      token(open);
    }
  }

  private boolean ended(Kind ending, String end) {
    if (template.startsWith("-" + end, at)) {
      add(ending, "-" + end, null, at);
      at += 1 + end.length();
      skipSpace();
      return true;
    }
    boolean plus = ending == Kind.TAG_END && template.startsWith("+" + end, at);
    if (plus || template.startsWith(end, at)) {
      add(ending, end, null, at);
      at += end.length() + (plus ? 1 : 0);
      return true;
    }
    return false;
  }

  private void token(Deque<Character> open) {
    Matcher found;
    if ((found = here(FLOAT)) != null) {
      literal(found, Double.valueOf(found.group().replace("_", "")));
    } else if ((found = here(INTEGER)) != null) {
      literal(found, integer(found.group().replace("_", "").toLowerCase(Locale.ROOT)));
    } else if ((found = here(NAME)) != null) {
      add(Kind.NAME, found.group(), null, at);
    } else if ((found = here(STRING)) != null) {
      literal(found, string(found));
    } else if ((found = here(OPERATOR)) != null) {
      balance(found.group().charAt(0), open);
      add(Kind.OPERATOR, found.group(), null, at);
    } else {
      throw new TemplateException("unexpected '%s'".formatted(template.substring(at, at + 1)));
    }
    at = found.end();
  }

  private @Nullable Matcher here(Pattern pattern) {
    Matcher matcher =
        pattern.matcher(template).region(at, template.length()).useTransparentBounds(true);
    return matcher.lookingAt() ? matcher : null;
  }

  private void literal(Matcher found, Object value) {
    add(Kind.LITERAL, found.group(), value, at);
  }

  private static Long integer(String digits) {
    try {
      return switch (digits.length() < 2 ? ' ' : digits.charAt(1)) {
        case 'b' -> Long.valueOf(digits.substring(2), 2);
        case 'o' -> Long.valueOf(digits.substring(2), 8);
        case 'x' -> Long.valueOf(digits.substring(2), 16);
        default -> Long.valueOf(digits);
      };
    } catch (NumberFormatException e) {
      throw new TemplateException("the number %s is too large".formatted(digits));
    }
  }

  private static String string(Matcher found) {
    try {
      return PythonLiteral.unescaped(found.group(1) != null ? found.group(1) : found.group(2));
    } catch (IllegalArgumentException e) {
      throw new TemplateException("%s holds %s".formatted(found.group(), e.getMessage()));
    }
  }

  private static void balance(char operator, Deque<Character> open) {
    switch (operator) {
      case '(' -> open.push(')');
      case '[' -> open.push(']');
      case '{' -> open.push('}');
      case ')', ']', '}' -> {
        if (open.isEmpty() || open.pop() != operator) {
          throw new TemplateException("unexpected '%s'".formatted(operator));
        }
      }
      default -> {
        // No bracket.
      }
    }
  }
}
