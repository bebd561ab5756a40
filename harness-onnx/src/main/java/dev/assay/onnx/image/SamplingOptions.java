package dev.assay.onnx.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.SetupException;
import dev.assay.onnx.FolderJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The user's options over the defaults that a model's folder gives under {@code sampling}, where
 * hyphens are underscores. A value that is not what it must be is a {@link SetupException} that
 * names the option, or the file and its key.
 *
 * @param options as users wrote them
 * @param model the folder's {@code model.json}
 */
public record SamplingOptions(Map<String, String> options, FolderJson model) {
  private static final String DEFAULTS = "sampling";

  /** A value as text, and what to call it. */
  private record Value(String text, String origin) {
    SetupException wrong(String expected) {
      return new SetupException("%s must be %s, not '%s'".formatted(origin, expected, text));
    }
  }

  private Optional<Value> value(String name) {
    if (options.containsKey(name)) {
      return Optional.of(new Value(options.get(name), "option '%s'".formatted(name)));
    }
    String key = name.replace('-', '_');
    JsonNode value = model.node().path(DEFAULTS).path(key);
    return value.isValueNode() && !value.isNull()
        ? Optional.of(
            new Value(value.asText(), "%s: key '%s.%s'".formatted(model.file(), DEFAULTS, key)))
        : Optional.empty();
  }

  /** A number within bounds. */
  public double number(String name, double otherwise, double least, double most) {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    double number;
    try {
      number = Double.parseDouble(value.get().text());
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!(number >= least && number <= most)) {
      throw value.get().wrong("a number from %s to %s".formatted(plain(least), plain(most)));
    }
    return number;
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** A whole number within bounds. */
  public int integer(String name, int otherwise, int least, int most) {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    String text = value.get().text();
    boolean digits = text.matches("\\d{1,10}");
    long number = digits ? Long.parseLong(text) : -1;
    if (number < least || number > most) {
      throw value
          .get()
          .wrong(
              most == Integer.MAX_VALUE
                  ? "a whole number of at least " + least
                  : "a whole number from %d to %d".formatted(least, most));
    }
    return (int) number;
  }

  /** One of a few words. */
  public String choice(String name, String otherwise, List<String> valid) {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    String word = value.get().text();
    if (!valid.contains(word)) {
      throw SetupException.unknownName(
          options.containsKey(name) ? name : value.get().origin(), word, valid);
    }
    return word;
  }

  /** True or false. */
  public boolean flag(String name, boolean otherwise) {
    return choice(name, Boolean.toString(otherwise), List.of("true", "false")).equals("true");
  }

  /**
   * Refuses options that would have no effect; defaults of the folder are simply not used.
   *
   * @param names of the options
   * @param because what would have to be otherwise, for example {@code they belong to sampler=flow}
   */
  public void refuse(List<String> names, String because) {
    names.stream()
        .filter(options::containsKey)
        .findFirst()
        .ifPresent(
            name -> {
              throw new SetupException(
                  "option '%s' would have no effect: %s".formatted(name, because));
            });
  }
}
