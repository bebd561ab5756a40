package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.el.ext.ExtendedScanner;
import dev.assay.benchmarks.python.PythonLiteral;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jinjava.de.odysseus.el.tree.impl.Scanner;

/**
 * Jinjava's scanner of expressions with Python's names and literals. What Jinjava has beyond Jinja2
 * is refused: the operators of Java, {@code ?:}, and words such as {@code empty} or {@code mod},
 * which are plain names.
 */
final class ExpressionScanner extends ExtendedScanner {
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "not", "in", "if", "else", "true", "True", "false", "False");
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}]*");
  private static final Pattern NUMBER =
      Pattern.compile("(?:0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?(?![\\w])");
  private static final Pattern STRING =
      Pattern.compile(
          "'([^'\\\\]*(?:\\\\.[^'\\\\]*)*)'|\"([^\"\\\\]*(?:\\\\.[^\"\\\\]*)*)\"", Pattern.DOTALL);

  ExpressionScanner(String expression) {
    super(expression);
  }

  @Override
  protected Scanner.Token nextEval() throws Scanner.ScanException {
    char first = getInput().charAt(getPosition());
    char second =
        getPosition() + 1 < getInput().length() ? getInput().charAt(getPosition() + 1) : 0;
    if ("?&;".indexOf(first) >= 0
        || first == '!' && second != '='
        || first == '|' && second == '|') {
      throw unexpected();
    }
    return first == '+' ? fixed(Symbol.PLUS) : super.nextEval();
  }

  private TemplateException unexpected() {
    return new TemplateException("unexpected '%c'".formatted(getInput().charAt(getPosition())));
  }

  @Override
  protected Scanner.Token keyword(String word) {
    if (!NAME.matcher(word).matches() || word.equals("exptest")) {
      throw new TemplateException("'%s' cannot be a name here".formatted(word));
    }
    return KEYWORDS.contains(word) ? super.keyword(word) : null;
  }

  @Override
  protected Scanner.Token nextNumber() {
    Matcher number = NUMBER.matcher(getInput()).region(getPosition(), getInput().length());
    if (!number.lookingAt()) {
      throw new TemplateException("only decimal numbers are known here");
    }
    boolean whole = number.group(1) == null && number.group(2) == null;
    String digits = number.group();
    return token(whole ? Symbol.INTEGER : Symbol.FLOAT, digits, digits.length());
  }

  /** Texts that stand side by side are one. The image begins with a quote, as no other does. */
  @Override
  protected Scanner.Token nextString() {
    StringBuilder image = new StringBuilder("'");
    Matcher text = STRING.matcher(getInput()).region(getPosition(), getInput().length());
    if (!text.lookingAt()) {
      throw new TemplateException("a text has no closing quote");
    }
    int end;
    do {
      end = text.end();
      image.append(unescaped(text.group(1) != null ? text.group(1) : text.group(2)));
      int next = end;
      while (next < getInput().length() && isWhitespace(getInput().charAt(next))) {
        next++;
      }
      text.region(next, getInput().length());
    } while (text.lookingAt());
    return token(Symbol.STRING, image.toString(), end - getPosition());
  }

  private static String unescaped(String literal) {
    try {
      return PythonLiteral.unescaped(literal);
    } catch (IllegalArgumentException e) {
      throw new TemplateException("'%s' holds %s".formatted(literal, e.getMessage()));
    }
  }
}
