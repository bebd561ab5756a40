package dev.assay.benchmarks.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression in the syntax and with the meaning of Python's module {@code re}, but for
 * one thing: where it matches nothing although it could match something, as {@code a*?} does, Java
 * looks on behind the next character, and Python at the same one again.
 */
public final class PythonPattern {
  private static final Pattern REFERENCE =
      Pattern.compile("\\\\(?:g<(\\d{1,2})>|(\\d{1,2})|(.))", Pattern.DOTALL);
  private static final String ESCAPES = "nrtfva\\";
  private static final String ESCAPED = "\n\r\t\f\u000b\u0007\\";

  private final Pattern pattern;

  private PythonPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles an expression, without flags but those that it holds.
   *
   * @throws IllegalArgumentException if it is not one, or uses what Java has nothing for
   *     (conditional groups, characters by name, ASCII and locale flags)
   */
  public static PythonPattern compile(String expression) {
    String translated = new PythonPatternTranslation(expression).translated();
    return new PythonPattern(
        Pattern.compile(translated, Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS));
  }

  /** An expression that matches this text and no other. */
  public static String escape(String text) {
    return text.replaceAll("[-#$&()*+.?\\[\\\\\\]^{|}~\\s]", "\\\\$0");
  }

  /**
   * What {@code findall} finds: of each match the whole, if there are no groups, else what each
   * group matched, empty where it took no part.
   */
  public List<List<String>> findAll(String text) {
    List<List<String>> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(groups(matcher.toMatchResult()));
    }
    return found;
  }

  private static List<String> groups(MatchResult match) {
    if (match.groupCount() == 0) {
      return List.of(match.group());
    }
    List<String> groups = new ArrayList<>();
    for (int i = 1; i <= match.groupCount(); i++) {
      String group = match.group(i);
      groups.add(group == null ? "" : group);
    }
    return groups;
  }

  /**
   * What {@code sub} makes of a text.
   *
   * @param replacement may hold {@code \1} and {@code \g<1>}, and escapes such as {@code \n}
   * @param count how many matches are replaced; 0 for all
   * @throws IllegalArgumentException if the replacement holds an escape that is none
   */
  public String replace(String text, String replacement, int count) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int end = 0;
    for (int done = 0; (count == 0 || done < count) && matcher.find(); done++) {
      out.append(text, end, matcher.start());
      append(replacement, matcher, out);
      end = matcher.end();
    }
    return out.append(text, end, text.length()).toString();
  }

  /** The text without what matches. */
  public String remove(String text) {
    return pattern.matcher(text).replaceAll("");
  }

  private static void append(String replacement, Matcher matcher, StringBuilder out) {
    Matcher escapes = REFERENCE.matcher(replacement);
    int end = 0;
    while (escapes.find()) {
      out.append(replacement, end, escapes.start());
      String group = escapes.group(1) == null ? escapes.group(2) : escapes.group(1);
      if (group != null) {
        String matched = matcher.group(Integer.parseInt(group));
        out.append(matched == null ? "" : matched);
      } else {
        int escape = ESCAPES.indexOf(escapes.group(3));
        if (escape < 0) {
          throw new IllegalArgumentException("bad escape " + escapes.group());
        }
        out.append(ESCAPED.charAt(escape));
      }
      end = escapes.end();
    }
    out.append(replacement, end, replacement.length());
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
