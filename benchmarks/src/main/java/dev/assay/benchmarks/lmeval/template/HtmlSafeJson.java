package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonRepr;
import dev.assay.benchmarks.python.PythonTuple;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON as the filter {@code tojson} writes it: keys sorted, ASCII only, safe inside HTML. */
final class HtmlSafeJson {
  private HtmlSafeJson() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value instanceof Boolean || value instanceof Long) {
      return value.toString();
    }
    if (value instanceof Double real && !real.isNaN() && !real.isInfinite()) {
      return PythonRepr.of(real);
    }
    if (value instanceof List || value instanceof PythonTuple) {
      return Values.items(value).stream()
          .map(HtmlSafeJson::of)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> sorted = new TreeMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (!(entry.getKey() instanceof String key)) {
          throw new TemplateException("tojson: keys must be texts here");
        }
        sorted.put(key, entry.getValue());
      }
      return sorted.entrySet().stream()
          .map(e -> quoted(e.getKey()) + ": " + of(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    throw Values.unsupported("tojson of", value);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || c > '~' || "<>&'".indexOf(c) >= 0) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
