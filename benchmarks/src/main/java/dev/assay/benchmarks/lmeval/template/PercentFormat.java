package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonRepr;
import dev.assay.benchmarks.python.PythonTuple;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code format % values} of Python's texts: {@code %s %r %d %i %.2f %%}, no others. */
final class PercentFormat {
  private static final Pattern PLACE = Pattern.compile("%(?:([srdi%])|\\.(\\d{1,2})f|(.?))");

  private PercentFormat() {}

  static String apply(String format, @Nullable Object values) {
    if (values instanceof Map) {
      throw new TemplateException("'%' with a dictionary is not known here");
    }
    List<@Nullable Object> given =
        values instanceof PythonTuple tuple ? tuple.items() : Collections.singletonList(values);
    Iterator<@Nullable Object> next = given.iterator();
    StringBuilder out = new StringBuilder();
    Matcher matcher = PLACE.matcher(format);
    int done = 0;
    while (matcher.find()) {
      out.append(format, done, matcher.start());
      done = matcher.end();
      if (matcher.group(3) != null) {
        throw new TemplateException("'%%%s' is not known here".formatted(matcher.group(3)));
      }
      if ("%".equals(matcher.group(1))) {
        out.append('%');
        continue;
      }
      if (!next.hasNext()) {
        throw new TemplateException("'%' has fewer values than places");
      }
      out.append(one(matcher, next.next()));
    }
    if (next.hasNext()) {
      throw new TemplateException("'%' has more values than places");
    }
    return out.append(format.substring(done)).toString();
  }

  private static String one(Matcher place, @Nullable Object value) {
    if (place.group(2) != null) {
      return fixed(number(value, place.group()), Integer.parseInt(place.group(2)));
    }
    return switch (place.group(1)) {
      case "s" -> Values.text(value);
      case "r" -> {
        Values.refuseUndefined(value);
        yield PythonRepr.of(value);
      }
      default -> {
        Object number = number(value, place.group());
        yield number instanceof Double real
            ? new BigDecimal(real).setScale(0, RoundingMode.DOWN).toPlainString()
            : String.valueOf(Values.whole(number));
      }
    };
  }

  private static Object number(@Nullable Object value, String place) {
    if (value != null && Values.isNumber(value)) {
      return value;
    }
    throw new TemplateException("'%s' needs a number, not %s".formatted(place, Values.kind(value)));
  }

  private static String fixed(Object number, int digits) {
    double value = Values.real(number);
    return (value < 0 || 1 / value < 0 ? "-" : "")
        + new BigDecimal(Math.abs(value)).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
