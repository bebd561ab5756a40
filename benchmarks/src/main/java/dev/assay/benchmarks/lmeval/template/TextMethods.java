package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonText;
import dev.assay.benchmarks.python.PythonTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code str}. */
final class TextMethods {
  /** All that Python has. */
  static final Set<String> NAMES =
      Set.of(
          ("capitalize casefold center count encode endswith expandtabs find format format_map index"
                  + " isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric"
                  + " isprintable isspace istitle isupper join ljust lower lstrip maketrans partition"
                  + " removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip"
                  + " split splitlines startswith strip swapcase title translate upper zfill")
              .split(" "));

  private static final Pattern PLACE = Pattern.compile("\\{\\{|}}|\\{(\\w*)}|[{}]");

  private TextMethods() {}

  static @Nullable Object call(String text, String name, Arguments arguments) {
    return switch (name) {
      case "strip", "lstrip", "rstrip" -> strip(text, name, arguments);
      case "split", "rsplit" -> TextParts.split(text, name.equals("rsplit"), arguments);
      case "splitlines" -> TextParts.lines(text, arguments);
      case "partition" -> TextParts.partition(text, false, arguments);
      case "rpartition" -> TextParts.partition(text, true, arguments);
      case "replace" -> replace(text, arguments);
      case "join" ->
          join(text, Values.items(arguments.expect(1, "iterable").get(0, "iterable", null)));
      case "startswith" -> affix(arguments).stream().anyMatch(text::startsWith);
      case "endswith" -> affix(arguments).stream().anyMatch(text::endsWith);
      case "removeprefix" -> {
        String prefix = arguments.expect(1, "prefix").text(0, "prefix", "");
        yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
      }
      case "removesuffix" -> {
        String suffix = arguments.expect(1, "suffix").text(0, "suffix", "");
        yield text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
      }
      case "find", "index" -> place(text, text.indexOf(sub(arguments)), name);
      case "rfind", "rindex" -> place(text, text.lastIndexOf(sub(arguments)), name);
      case "count" -> count(text, sub(arguments));
      case "format" -> format(text, arguments);
      case "zfill" -> zeroFilled(text, arguments.expect(1, "width").integer(0, "width", 0));
      case "ljust", "rjust" -> justified(text, name, arguments);
      default -> withoutArguments(text, name, arguments.expect(0));
    };
  }

  private static Object withoutArguments(String text, String name, Arguments none) {
    return switch (name) {
      case "lower" -> text.toLowerCase(Locale.ROOT);
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "capitalize" -> Capitals.first(text);
      case "title" -> Capitals.title(text);
      case "isdigit" -> all(text, Character::isDigit);
      case "isdecimal" -> all(text, Character::isDigit);
      case "isalpha" -> all(text, Character::isLetter);
      case "isspace" -> all(text, PythonText::isSpace);
      case "isupper" -> isCased(text, true);
      case "islower" -> isCased(text, false);
      default -> throw Methods.unknown(none.of());
    };
  }

  private static boolean all(String text, IntPredicate test) {
    return !text.isEmpty() && text.codePoints().allMatch(test);
  }

  /** Whether all letters that have a case have this one, and there are some. */
  static boolean isCased(String text, boolean upper) {
    IntPredicate wanted = upper ? Character::isUpperCase : Character::isLowerCase;
    IntPredicate other = upper ? Character::isLowerCase : Character::isUpperCase;
    return text.codePoints().anyMatch(wanted)
        && text.codePoints().noneMatch(other.or(Character::isTitleCase));
  }

  private static String strip(String text, String name, Arguments arguments) {
    Object given = arguments.expect(0, "chars").get(0, "chars", null);
    Values.refuseUndefined(given);
    if (given != null && !(given instanceof String)) {
      throw new TemplateException(name + " needs a text");
    }
    return stripped(text, (String) given, !name.equals("rstrip"), !name.equals("lstrip"));
  }

  /** A text without certain characters, or whitespace, at its ends. */
  static String stripped(String text, @Nullable String characters, boolean start, boolean end) {
    IntPredicate unwanted =
        characters == null ? PythonText::isSpace : c -> characters.indexOf(c) >= 0;
    int from = 0;
    int to = text.length();
    while (start && from < to && unwanted.test(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (end && to > from && unwanted.test(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  private static String replace(String text, Arguments arguments) {
    Arguments given = arguments.expect(2, "old", "new", "count");
    return replaced(
        text, given.text(0, "old", ""), given.text(1, "new", ""), given.integer(2, "count", -1));
  }

  /** At most so many replacements from the start; all of them if negative. */
  static String replaced(String text, String old, String replacement, int count) {
    if (count < 0) {
      return text.replace(old, replacement);
    }
    if (old.isEmpty()) {
      throw new TemplateException("replacing nothing a limited number of times is not known here");
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int i = 0; i < count; i++) {
      int at = text.indexOf(old, done);
      if (at < 0) {
        break;
      }
      out.append(text, done, at).append(replacement);
      done = at + old.length();
    }
    return out.append(text.substring(done)).toString();
  }

  private static String join(String separator, List<@Nullable Object> items) {
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof String text)) {
        throw new TemplateException(
            "join needs texts, not %s; the filter join takes anything"
                .formatted(Values.kind(item)));
      }
      texts.add(text);
    }
    return String.join(separator, texts);
  }

  private static List<String> affix(Arguments arguments) {
    Object given = arguments.expect(1, "affix").get(0, "affix", null);
    if (given instanceof PythonTuple tuple) {
      return tuple.items().stream().map(Values::text).toList();
    }
    return List.of(arguments.text(0, "affix", ""));
  }

  private static String sub(Arguments arguments) {
    return arguments.expect(1, "sub").text(0, "sub", "");
  }

  private static Object place(String text, int at, String name) {
    if (at < 0 && name.endsWith("index")) {
      throw new TemplateException(name + ": the text is not found");
    }
    return at < 0 ? -1L : (long) text.codePointCount(0, at);
  }

  private static Object count(String text, String part) {
    if (part.isEmpty()) {
      return Values.length(text) + 1;
    }
    long count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static String format(String text, Arguments arguments) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = PLACE.matcher(text);
    int done = 0;
    int next = 0;
    while (matcher.find()) {
      out.append(text, done, matcher.start());
      done = matcher.end();
      String key = matcher.group(1);
      if (matcher.group().equals("{{") || matcher.group().equals("}}")) {
        out.append(matcher.group().charAt(0));
      } else if (key == null) {
        throw new TemplateException(
            "format: only {}, {0} and {name} are known here, without ':' or '!'");
      } else if (arguments.named().containsKey(key)) {
        out.append(Values.text(arguments.named().get(key)));
      } else {
        int place = key.isEmpty() ? next++ : key.matches("\\d{1,3}") ? Integer.parseInt(key) : -1;
        if (place < 0 || place >= arguments.positional().size()) {
          throw new TemplateException("format has no value for " + matcher.group());
        }
        out.append(Values.text(arguments.positional().get(place)));
      }
    }
    return out.append(text.substring(done)).toString();
  }

  private static String zeroFilled(String text, int width) {
    int missing = (int) Math.max(0, width - Values.length(text));
    boolean signed = text.startsWith("-") || text.startsWith("+");
    return signed
        ? text.charAt(0) + "0".repeat(missing) + text.substring(1)
        : "0".repeat(missing) + text;
  }

  private static String justified(String text, String name, Arguments arguments) {
    int width = arguments.expect(1, "width", "fillchar").integer(0, "width", 0);
    String fill = arguments.text(1, "fillchar", " ");
    if (Values.length(fill) != 1) {
      throw new TemplateException(name + ": 'fillchar' must be one character");
    }
    String padding = fill.repeat((int) Math.max(0, width - Values.length(text)));
    return name.equals("ljust") ? text + padding : padding + text;
  }
}
