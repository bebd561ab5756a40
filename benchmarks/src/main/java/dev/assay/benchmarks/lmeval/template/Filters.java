package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonPattern;
import dev.assay.benchmarks.python.PythonText;
import dev.assay.benchmarks.python.PythonTuple;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Jinja2's filters by name, and {@code regex_replace}, which lm-evaluation-harness adds. */
final class Filters {
  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern TITLE_BEGINNING =
      Pattern.compile("([-\\s({\\[<]+)", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+(_\\d+)*");
  private static final Pattern REAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

  private final Map<String, Filter> byName = new TreeMap<>();

  /** A filter's work. */
  interface Filter {
    @Nullable Object apply(@Nullable Object value, Arguments arguments);
  }

  Filters() {
    byName.put("abs", (v, a) -> absolute(v, a.expect(0)));
    byName.put("capitalize", (v, a) -> Capitals.first(text(v, a.expect(0))));
    byName.put("default", Filters::otherwise);
    byName.put("d", Filters::otherwise);
    byName.put("float", Filters::real);
    byName.put("format", Filters::format);
    byName.put("int", Filters::whole);
    byName.put("join", Filters::join);
    byName.put("length", (v, a) -> Values.length(noArguments(v, a)));
    byName.put("count", (v, a) -> Values.length(noArguments(v, a)));
    byName.put("lower", (v, a) -> text(v, a.expect(0)).toLowerCase(Locale.ROOT));
    byName.put("upper", (v, a) -> text(v, a.expect(0)).toUpperCase(Locale.ROOT));
    byName.put("regex_replace", Filters::regexReplace);
    byName.put("replace", Filters::replace);
    byName.put("round", Filters::round);
    byName.put("string", (v, a) -> text(v, a.expect(0)));
    byName.put("title", (v, a) -> title(text(v, a.expect(0))));
    byName.put("tojson", (v, a) -> new Markup(HtmlSafeJson.of(noArguments(v, a))));
    byName.put("trim", Filters::trim);
    byName.put("wordcount", (v, a) -> WORD.matcher(text(v, a.expect(0))).results().count());
    new SequenceFilters(this).addTo(byName);
  }

  /**
   * A filter.
   *
   * @throws TemplateException if none has that name
   */
  Filter get(String name) {
    Filter filter = byName.get(name);
    if (filter == null) {
      throw new TemplateException(
          "the filter '%s' is not known here; there are %s"
              .formatted(name, String.join(", ", byName.keySet())));
    }
    return filter;
  }

  private static @Nullable Object noArguments(@Nullable Object value, Arguments arguments) {
    arguments.expect(0);
    return value;
  }

  private static String text(@Nullable Object value, Arguments checked) {
    if (value instanceof Markup) {
      throw Values.unsupported(checked.of() + " of", value);
    }
    return Values.text(value);
  }

  private static @Nullable Object otherwise(@Nullable Object value, Arguments arguments) {
    Arguments given = arguments.expect(0, "default_value", "boolean");
    boolean replaced =
        value instanceof Undefined || given.truth(1, "boolean") && !Values.truth(value);
    return replaced ? given.get(0, "default_value", "") : value;
  }

  private static Object absolute(@Nullable Object value, Arguments checked) {
    if (value == null || !Values.isNumber(value)) {
      throw Values.unsupported(checked.of() + " of", value);
    }
    return value instanceof Double real
        ? (Object) Math.abs(real)
        : (Object) Math.absExact(Values.whole(value));
  }

  private static Object real(@Nullable Object value, Arguments arguments) {
    Values.refuseUndefined(value);
    Double parsed = asReal(value);
    return parsed != null
        ? parsed
        : Objects.requireNonNullElse(arguments.expect(0, "default").get(0, "default", 0.0), 0.0);
  }

  private static @Nullable Double asReal(@Nullable Object value) {
    if (value instanceof String text) {
      String digits = PythonText.strip(text);
      return REAL.matcher(digits).matches() ? Double.valueOf(digits) : null;
    }
    return value != null && Values.isNumber(value) ? (Double) Values.real(value) : null;
  }

  private static @Nullable Object whole(@Nullable Object value, Arguments arguments) {
    Values.refuseUndefined(value);
    Arguments given = arguments.expect(0, "default", "base");
    if (given.integer(1, "base", 10) != 10) {
      throw new TemplateException("int: only base 10 is known here");
    }
    try {
      if (value instanceof String text) {
        String digits = PythonText.strip(text);
        if (INTEGER.matcher(digits).matches()) {
          return Long.valueOf(digits.replace("_", ""));
        }
      } else if (value instanceof Long || value instanceof Boolean) {
        return Values.whole(value);
      }
      Double real = asReal(value);
      return real == null || real.isNaN() || real.isInfinite()
          ? given.get(0, "default", 0L)
          : (Object) new BigDecimal(real).setScale(0, RoundingMode.DOWN).longValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      throw new TemplateException("int: %s is too large".formatted(Values.text(value)));
    }
  }

  private static Object round(@Nullable Object value, Arguments arguments) {
    Arguments given = arguments.expect(0, "precision", "method");
    int precision = given.integer(0, "precision", 0);
    if (!given.text(1, "method", "common").equals("common") || precision < 0) {
      throw new TemplateException("round: only the method common is known here");
    }
    if (value instanceof Double real && !real.isNaN() && !real.isInfinite()) {
      double rounded =
          new BigDecimal(real).setScale(precision, RoundingMode.HALF_EVEN).doubleValue();
      return Math.copySign(rounded, real);
    }
    if (value instanceof Long) {
      return value;
    }
    throw Values.unsupported("round of", value);
  }

  private static String format(@Nullable Object value, Arguments arguments) {
    if (!arguments.named().isEmpty()) {
      throw new TemplateException("format with names is not known here");
    }
    return PercentFormat.apply(text(value, arguments), new PythonTuple(arguments.positional()));
  }

  private static String join(@Nullable Object value, Arguments arguments) {
    Arguments given = arguments.expect(0, "d", "attribute");
    List<@Nullable Object> items = Values.items(value);
    Object attribute = given.get(1, "attribute", null);
    return String.join(
        Values.text(given.get(0, "d", "")),
        items.stream()
            .map(i -> attribute == null ? i : SequenceFilters.attribute(i, attribute))
            .map(i -> text(i, given))
            .toList());
  }

  private static String replace(@Nullable Object value, Arguments arguments) {
    Arguments given = arguments.expect(2, "old", "new", "count");
    Object count = given.get(2, "count", null);
    return TextMethods.replaced(
        text(value, given),
        Values.text(given.get(0, "old", "")),
        Values.text(given.get(1, "new", "")),
        count == null ? -1 : given.integer(2, "count", -1));
  }

  private static String regexReplace(@Nullable Object value, Arguments arguments) {
    Arguments given = arguments.expect(2, "pattern", "repl", "count");
    if (!(value instanceof String text)) {
      throw Values.unsupported("regex_replace of", value);
    }
    try {
      return PythonPattern.compile(given.text(0, "pattern", ""))
          .replace(text, given.text(1, "repl", ""), given.integer(2, "count", 0));
    } catch (IllegalArgumentException e) {
      throw new TemplateException("regex_replace: " + e.getMessage());
    }
  }

  private static String trim(@Nullable Object value, Arguments arguments) {
    Object characters = arguments.expect(0, "chars").get(0, "chars", null);
    String chosen = characters == null ? null : arguments.text(0, "chars", "");
    return TextMethods.stripped(text(value, arguments), chosen, true, true);
  }

  /** Other than the method of that name it goes by spaces and brackets. */
  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (var matches = TITLE_BEGINNING.matcher(text); done <= text.length(); ) {
      boolean found = matches.find();
      String word = text.substring(done, found ? matches.start() : text.length());
      if (!word.isEmpty()) {
        int end = word.offsetByCodePoints(0, 1);
        out.append(word.substring(0, end).toUpperCase(Locale.ROOT))
            .append(word.substring(end).toLowerCase(Locale.ROOT));
      }
      if (!found) {
        break;
      }
      out.append(matches.group());
      done = matches.end();
    }
    return out.toString();
  }
}
