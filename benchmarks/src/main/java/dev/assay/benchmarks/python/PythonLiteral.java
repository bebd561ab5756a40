package dev.assay.benchmarks.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code ast.literal_eval} reads: texts, numbers, lists, tuples, dictionaries, {@code
 * True}, {@code False} and {@code None}. Bytes, sets and complex numbers are not read.
 */
public final class PythonLiteral {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:\\d(?:_?\\d)*)?\\.?(?:\\d(?:_?\\d)*)?(?:(?<=[\\d.])[eE][+-]?\\d(?:_?\\d)*)?");
  private static final Pattern INTEGER = Pattern.compile("[1-9](_?\\d)*|0(_?0)*");
  private static final Pattern REAL = Pattern.compile(".*\\d.*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\\{([^}]*)}|(.))",
          Pattern.DOTALL);

  private final String text;
  private int at;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /**
   * The value that a text denotes: String, Long, Double, Boolean, List, {@link PythonTuple}, Map or
   * null.
   *
   * @throws IllegalArgumentException if it is no literal
   */
  public static @Nullable Object parse(String text) {
    PythonLiteral reader = new PythonLiteral(text);
    Object value = reader.topLevel();
    if (reader.at < text.length()) {
      throw reader.unexpected();
    }
    return value;
  }

  private @Nullable Object topLevel() {
    Object first = value();
    if (!next(',')) {
      return first;
    }
    List<@Nullable Object> items = new ArrayList<>();
    items.add(first);
    while (skipSpace() < text.length()) {
      items.add(value());
      if (!next(',')) {
        break;
      }
    }
    return new PythonTuple(items);
  }

  private int skipSpace() {
    while (at < text.length() && " \t\n\r\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private boolean next(char wanted) {
    if (skipSpace() < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private @Nullable Object value() {
    if (skipSpace() == text.length()) {
      throw unexpected();
    }
    char first = text.charAt(at);
    if (first == '\'' || first == '"') {
      StringBuilder joined = new StringBuilder();
      do {
        joined.append(string());
      } while (skipSpace() < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"'));
      return joined.toString();
    }
    if (next('[')) {
      return items(']').items();
    }
    if (next('(')) {
      return parenthesized();
    }
    if (next('{')) {
      return dictionary();
    }
    if (first == '+' || first == '-') {
      at++;
      skipSpace();
      boolean digits = at < text.length() && Character.isDigit(text.charAt(at));
      return digits ? number(first == '-') : signed(first == '-', value());
    }
    return Character.isDigit(first) || first == '.' ? number(false) : name();
  }

  private Object signed(boolean negative, @Nullable Object number) {
    if (number instanceof Long whole) {
      return negative ? Math.negateExact(whole) : whole;
    }
    if (number instanceof Double real) {
      return negative ? -real : real;
    }
    throw unexpected();
  }

  private record Items(List<@Nullable Object> items, boolean comma) {}

  private Items items(char end) {
    List<@Nullable Object> items = new ArrayList<>();
    boolean comma = false;
    while (!next(end)) {
      if (!items.isEmpty() && !comma) {
        throw unexpected();
      }
      items.add(value());
      comma = next(',');
    }
    return new Items(items, comma);
  }

  private @Nullable Object parenthesized() {
    Items inside = items(')');
    return inside.items().size() == 1 && !inside.comma()
        ? inside.items().get(0)
        : new PythonTuple(inside.items());
  }

  private Map<@Nullable Object, @Nullable Object> dictionary() {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    boolean comma = true;
    while (!next('}')) {
      if (!comma) {
        throw unexpected();
      }
      Object key = value();
      if (!next(':')) {
        throw unexpected();
      }
      map.put(key, value());
      comma = next(',');
    }
    return map;
  }

  private Object number(boolean negative) {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt() || !REAL.matcher(matcher.group()).matches()) {
      throw unexpected();
    }
    String digits = matcher.group();
    at = matcher.end();
    if (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      throw unexpected();
    }
    if (digits.matches("[\\d_]+")) {
      if (!INTEGER.matcher(digits).matches()) {
        throw unexpected();
      }
      return Long.valueOf((negative ? "-" : "") + digits.replace("_", ""));
    }
    double real = Double.parseDouble(digits.replace("_", ""));
    return negative ? -real : real;
  }

  private @Nullable Object name() {
    Matcher matcher = NAME.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw unexpected();
    }
    Object value =
        switch (matcher.group()) {
          case "True" -> true;
          case "False" -> false;
          case "None" -> null;
          default -> throw unexpected();
        };
    at = matcher.end();
    return value;
  }

  private String string() {
    char quote = text.charAt(at);
    String fence = String.valueOf(quote).repeat(3);
    boolean three = text.startsWith(fence, at);
    String end = three ? fence : String.valueOf(quote);
    int start = at + end.length();
    int close = start;
    while (!text.startsWith(end, close)) {
      if (close >= text.length() || !three && text.charAt(close) == '\n') {
        throw unexpected();
      }
      close += text.charAt(close) == '\\' ? 2 : 1;
    }
    at = close + end.length();
    return unescaped(text.substring(start, close));
  }

  /**
   * What the inside of a text literal means, escapes resolved.
   *
   * @throws IllegalArgumentException if an escape is malformed
   */
  public static String unescaped(String literal) {
    if (literal.indexOf('\\') < 0) {
      return literal;
    }
    Matcher matcher = ESCAPE.matcher(literal);
    StringBuilder out = new StringBuilder();
    int done = 0;
    while (matcher.find()) {
      out.append(literal, done, matcher.start());
      done = matcher.end();
      if (matcher.group(1) != null) {
        out.appendCodePoint(Integer.parseInt(matcher.group(1), 8));
      } else if (matcher.group(5) != null) {
        out.appendCodePoint(Character.codePointOf(matcher.group(5)));
      } else if (matcher.group(6) != null) {
        out.append(simple(matcher.group(6)));
      } else {
        String digits = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        out.appendCodePoint(Integer.parseInt(digits != null ? digits : matcher.group(4), 16));
      }
    }
    return out.append(literal.substring(done)).toString();
  }

  private static String simple(String character) {
    return switch (character) {
      case "\n" -> "";
      case "\\", "'", "\"" -> character;
      case "a" -> "\u0007";
      case "b" -> "\b";
      case "f" -> "\f";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      case "v" -> "\u000B";
      case "x", "u", "U", "N" -> throw new IllegalArgumentException("a malformed \\" + character);
      default -> "\\" + character;
    };
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException(
        at >= text.length()
            ? "it ends too early"
            : "unexpected '%s' at position %d".formatted(text.charAt(at), at));
  }
}
