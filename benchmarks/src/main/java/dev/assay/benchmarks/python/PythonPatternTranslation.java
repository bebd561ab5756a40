package dev.assay.benchmarks.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says a regular expression of Python in Java's syntax. They differ in the names of groups, in what
 * must be escaped between brackets, in repetitions without a lower bound, in some escapes, and in
 * what letters and spaces are.
 */
final class PythonPatternTranslation {
  private static final String WORD = "\\p{L}\\p{N}_";
  private static final String SPACE = "\\s\\x1c-\\x1f";
  private static final String BOUNDARY =
      "(?:(?<=[%1$s])(?![%1$s])|(?<![%1$s])(?=[%1$s]))".formatted(WORD);
  private static final String NO_BOUNDARY =
      "(?:(?<=[%1$s])(?=[%1$s])|(?<![%1$s])(?![%1$s]))".formatted(WORD);

  private static final Pattern REPETITION = Pattern.compile("\\{(\\d*)(,?)(\\d*)\\}");
  private static final Pattern NAMED = Pattern.compile("\\(\\?P<(\\w+)>");
  private static final Pattern NAME_AGAIN = Pattern.compile("\\(\\?P=(\\w+)\\)");
  private static final Pattern FLAGS = Pattern.compile("\\(\\?([a-zA-Z]*)(-[a-z]+)?([:)])");
  private static final Pattern COMMENT = Pattern.compile("\\(\\?#[^)]*\\)");
  private static final Pattern OCTAL = Pattern.compile("\\\\(0[0-7]{0,2}|[1-3][0-7]{2})");
  private static final Pattern CODE_POINT = Pattern.compile("\\\\U([0-9a-fA-F]{8})");

  private final String expression;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, String> names = new HashMap<>();
  private int at;

  PythonPatternTranslation(String expression) {
    this.expression = expression;
  }

  String translated() {
    while (at < expression.length()) {
      char next = expression.charAt(at);
      switch (next) {
        case '\\' -> outside();
        case '[' -> brackets();
        case '(' -> group();
        case '{' -> repetition();
        case '}' -> literal("\\}");
        default -> literal(String.valueOf(next));
      }
    }
    return out.toString();
  }

  private void literal(String translated) {
    out.append(translated);
    at++;
  }

  private boolean take(Pattern pattern, Consumer<Matcher> use) {
    Matcher matcher = pattern.matcher(expression).region(at, expression.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    at = matcher.end();
    use.accept(matcher);
    return true;
  }

  private void group() {
    if (expression.startsWith("(?(", at)) {
      throw unsupported("a group that depends on another, '(?('");
    }
    boolean done =
        take(NAMED, m -> out.append("(?<").append(javaName(m.group(1))).append('>'))
            || take(NAME_AGAIN, m -> out.append("\\k<").append(javaName(m.group(1))).append('>'))
            || take(COMMENT, m -> {})
            || take(FLAGS, this::flags);
    if (!done) {
      literal("(");
    }
  }

  /** Java's names have no underscores. */
  private String javaName(String name) {
    return names.computeIfAbsent(name, n -> "g" + names.size() + "x");
  }

  private void flags(Matcher matcher) {
    String set = matcher.group(1).replace("u", "");
    if (!set.matches("[imsx]*")) {
      throw unsupported("the flags '%s'".formatted(matcher.group(1)));
    }
    String unset = matcher.group(2) == null ? "" : matcher.group(2);
    boolean nothing = set.isEmpty() && unset.isEmpty() && matcher.group(3).equals(")");
    if (!nothing) {
      out.append("(?").append(set).append(unset).append(matcher.group(3));
    }
  }

  private void repetition() {
    boolean done =
        take(
            REPETITION,
            m -> {
              if (m.group(1).isEmpty() && m.group(2).isEmpty()) {
                out.append(m.group().replace("{", "\\{").replace("}", "\\}"));
              } else {
                String least = m.group(1).isEmpty() ? "0" : m.group(1);
                out.append('{').append(least).append(m.group(2)).append(m.group(3)).append('}');
              }
            });
    if (!done) {
      literal("\\{");
    }
  }

  private void outside() {
    if (take(OCTAL, m -> out.append(codePoint(Integer.parseInt(m.group(1), 8))))) {
      return;
    }
    String rest =
        switch (escaped()) {
          case 'b' -> BOUNDARY;
          case 'B' -> NO_BOUNDARY;
          case 'Z' -> "\\z";
          case 'A' -> "\\A";
          case 'w' -> "[" + WORD + "]";
          case 'W' -> "[^" + WORD + "]";
          case 's' -> "[" + SPACE + "]";
          case 'S' -> "[^" + SPACE + "]";
          case 'D' -> "\\D";
          default -> "";
        };
    if (rest.isEmpty()) {
      out.append(anywhere());
    } else {
      out.append(rest);
      at += 2;
    }
  }

  private char escaped() {
    if (at + 1 >= expression.length()) {
      throw new IllegalArgumentException("it ends with a backslash: " + expression);
    }
    return expression.charAt(at + 1);
  }

  /** An escape that means the same outside brackets and between them. */
  private String anywhere() {
    char next = escaped();
    StringBuilder taken = new StringBuilder();
    if (take(CODE_POINT, m -> taken.append(codePoint(Integer.parseInt(m.group(1), 16))))) {
      return taken.toString();
    }
    if (next == 'v') {
      at += 2;
      return "\\x0B";
    }
    boolean letter = next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z';
    if (letter && "dnrtfaxu".indexOf(next) < 0) {
      throw unsupported("the escape '\\%s'".formatted(next));
    }
    at += 2;
    return next < 0x80 ? "\\" + next : String.valueOf(next);
  }

  private static String codePoint(int character) {
    return "\\x{%x}".formatted(character);
  }

  /**
   * A set of characters. What is not a letter, a space or a digit cannot stand in it as such, so
   * {@code [^x\W]} becomes "a letter, and not x", and {@code [x\W]} "x, or not a letter".
   */
  private void brackets() {
    at++;
    boolean negated = expression.startsWith("^", at);
    at += negated ? 1 : 0;
    StringBuilder set = new StringBuilder();
    List<String> complements = new ArrayList<>();
    for (boolean first = true; first || current() != ']'; first = false) {
      member(set, complements);
    }
    at++;
    if (complements.isEmpty()) {
      out.append('[').append(negated ? "^" : "").append(set).append(']');
      return;
    }
    out.append("(?:");
    if (negated) {
      out.append(set.length() > 0 ? "(?![" + set + "])" : "");
      for (String complement : complements.subList(1, complements.size())) {
        out.append("(?=[").append(complement).append("])");
      }
      out.append('[').append(complements.get(0)).append(']');
    } else {
      out.append(set.length() > 0 ? "[" + set + "]|" : "");
      List<String> each = complements.stream().map(c -> "[^" + c + "]").toList();
      out.append(String.join("|", each));
    }
    out.append(')');
  }

  private char current() {
    if (at >= expression.length()) {
      throw new IllegalArgumentException("a bracket is not closed: " + expression);
    }
    return expression.charAt(at);
  }

  private void member(StringBuilder set, List<String> complements) {
    char next = current();
    if (next != '\\') {
      set.append("[&]^".indexOf(next) >= 0 ? "\\" + next : String.valueOf(next));
      at++;
    } else if (take(OCTAL, m -> set.append(codePoint(Integer.parseInt(m.group(1), 8))))) {
      return;
    } else {
      switch (escaped()) {
        case 'W' -> complement(WORD, complements);
        case 'S' -> complement(SPACE, complements);
        case 'D' -> complement("\\d", complements);
        case 'w' -> shorthand(WORD, set);
        case 's' -> shorthand(SPACE, set);
        case 'b' -> shorthand("\\x08", set);
        default -> set.append(anywhere());
      }
    }
  }

  private void complement(String of, List<String> complements) {
    complements.add(of);
    at += 2;
  }

  private void shorthand(String meaning, StringBuilder set) {
    set.append(meaning);
    at += 2;
  }

  private IllegalArgumentException unsupported(String what) {
    return new IllegalArgumentException("%s is not supported: %s".formatted(what, expression));
  }
}
