package dev.assay.benchmarks.lmeval.template;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is given a value: one name, several that a list is spread over, or a namespace's field. */
record Target(List<String> names, @Nullable String field) {
  private static final String NAME =
      "(?!(?:loop|[Tt]rue|[Ff]alse|[Nn]one)\\b)[\\p{L}_][\\p{L}\\p{Nd}_]*";
  private static final String SEVERAL = "\\s*(%s(?:\\s*,\\s*%s)*)\\s*".formatted(NAME, NAME);
  private static final Pattern NAMES = Pattern.compile(SEVERAL + "|\\s*\\(" + SEVERAL + "\\)\\s*");
  private static final Pattern FIELD = Pattern.compile("\\s*(%s)\\.(%s)\\s*".formatted(NAME, NAME));

  /**
   * Reads names, or a name with a field.
   *
   * @throws TemplateException if these are none
   */
  static Target of(String text) {
    Matcher field = FIELD.matcher(text);
    if (field.matches()) {
      return new Target(List.of(field.group(1)), field.group(2));
    }
    Matcher names = NAMES.matcher(text);
    if (!names.matches()) {
      throw new TemplateException(
          "expected names to set, but there is '%s'".formatted(text.strip()));
    }
    String all = names.group(1) != null ? names.group(1) : names.group(2);
    return new Target(List.of(all.split("\\s*,\\s*")), null);
  }

  void set(@Nullable Object value) {
    if (field != null) {
      if (!(Names.get(names.get(0)) instanceof Namespace namespace)) {
        throw new TemplateException(
            "'%s' is no namespace, so its fields cannot be set".formatted(names.get(0)));
      }
      namespace.fields().put(field, value);
    } else if (names.size() > 1) {
      List<@Nullable Object> values = Values.items(value);
      if (values.size() != names.size()) {
        throw new TemplateException(
            "%d values do not fit the names %s".formatted(values.size(), names));
      }
      for (int i = 0; i < names.size(); i++) {
        Names.set(names.get(i), values.get(i));
      }
    } else {
      Names.set(names.get(0), value);
    }
  }
}
