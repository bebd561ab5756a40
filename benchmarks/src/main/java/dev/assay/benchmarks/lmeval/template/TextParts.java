package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonText;
import dev.assay.benchmarks.python.PythonTuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The methods of Python's {@code str} that cut a text into parts. */
final class TextParts {
  private static final Pattern LINE_BREAK =
      Pattern.compile("\\r\\n|[\\n\\r\\x0B\\f\\x1C-\\x1E\\x85\\u2028\\u2029]");

  private TextParts() {}

  /** {@code split}, or {@code rsplit}, which counts from the end. */
  static List<Object> split(String text, boolean fromEnd, Arguments arguments) {
    Object separator = arguments.expect(0, "sep", "maxsplit").get(0, "sep", null);
    Values.refuseUndefined(separator);
    int most = arguments.integer(1, "maxsplit", -1);
    if (most < 0) {
      most = Integer.MAX_VALUE;
    }
    if (separator == null) {
      return fromEnd ? wordsFromEnd(text, most) : words(text, most);
    }
    if (!(separator instanceof String by) || by.isEmpty()) {
      throw new TemplateException(arguments.of() + " needs a text that is not empty");
    }
    List<Object> parts = new ArrayList<>();
    String rest = text;
    while (parts.size() < most) {
      int at = fromEnd ? rest.lastIndexOf(by) : rest.indexOf(by);
      if (at < 0) {
        break;
      }
      parts.add(fromEnd ? rest.substring(at + by.length()) : rest.substring(0, at));
      rest = fromEnd ? rest.substring(0, at) : rest.substring(at + by.length());
    }
    parts.add(rest);
    if (fromEnd) {
      Collections.reverse(parts);
    }
    return parts;
  }

  private static List<Object> words(String text, int most) {
    List<Object> words = new ArrayList<>();
    String rest = TextMethods.stripped(text, null, true, false);
    while (!rest.isEmpty()) {
      int end = 0;
      while (end < rest.length() && !PythonText.isSpace(rest.charAt(end))) {
        end++;
      }
      if (words.size() == most) {
        words.add(rest);
        break;
      }
      words.add(rest.substring(0, end));
      rest = TextMethods.stripped(rest.substring(end), null, true, false);
    }
    return words;
  }

  private static List<Object> wordsFromEnd(String text, int most) {
    List<Object> words = new ArrayList<>();
    String rest = TextMethods.stripped(text, null, false, true);
    while (!rest.isEmpty()) {
      int start = rest.length();
      while (start > 0 && !PythonText.isSpace(rest.charAt(start - 1))) {
        start--;
      }
      if (words.size() == most) {
        words.add(rest);
        break;
      }
      words.add(rest.substring(start));
      rest = TextMethods.stripped(rest.substring(0, start), null, false, true);
    }
    Collections.reverse(words);
    return words;
  }

  /** {@code splitlines}. */
  static List<Object> lines(String text, Arguments arguments) {
    boolean keep = arguments.expect(0, "keepends").truth(0, "keepends");
    List<Object> lines = new ArrayList<>();
    Matcher matcher = LINE_BREAK.matcher(text);
    int done = 0;
    while (matcher.find()) {
      lines.add(text.substring(done, keep ? matcher.end() : matcher.start()));
      done = matcher.end();
    }
    if (done < text.length()) {
      lines.add(text.substring(done));
    }
    return lines;
  }

  /** {@code partition}, or {@code rpartition}, which looks from the end. */
  static PythonTuple partition(String text, boolean fromEnd, Arguments arguments) {
    String by = arguments.expect(1, "sep").text(0, "sep", "");
    if (by.isEmpty()) {
      throw new TemplateException(arguments.of() + " needs a text that is not empty");
    }
    int at = fromEnd ? text.lastIndexOf(by) : text.indexOf(by);
    if (at < 0) {
      return new PythonTuple(fromEnd ? List.of("", "", text) : List.of(text, "", ""));
    }
    return new PythonTuple(List.of(text.substring(0, at), by, text.substring(at + by.length())));
  }
}
