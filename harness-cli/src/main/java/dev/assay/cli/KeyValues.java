package dev.assay.cli;

import dev.assay.SetupException;
import java.util.Map;
import java.util.TreeMap;

/** Options written as {@code key=value,key=value}. */
final class KeyValues {
  private KeyValues() {}

  /**
   * Reads them.
   *
   * @param option the command line's option, for errors
   */
  static Map<String, String> parse(String option, String text) {
    Map<String, String> values = new TreeMap<>();
    for (String part : text.split(",")) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new SetupException("%s: '%s' is not of the form key=value".formatted(option, part));
      }
      String key = part.substring(0, equals).strip();
      if (values.put(key, part.substring(equals + 1).strip()) != null) {
        throw new SetupException("%s: '%s' is given twice".formatted(option, key));
      }
    }
    return values;
  }
}
