package dev.assay.benchmark;

import dev.assay.Sha256;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One item of a benchmark, in the plain text that a reader sees. Benchmarks of other media keep the
 * media under the id.
 *
 * @param id unique and stable within the benchmark
 * @param fields the named parts of the question, in reading order
 * @param target the right answer
 */
public record Example(String id, Map<String, String> fields, String target) {
  public Example {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * First half of the sha256 over fields and target, in hexadecimal: equal in two runs only if the
   * example is the same.
   */
  public String contentHash() {
    StringBuilder content = new StringBuilder();
    fields.forEach((key, value) -> content.append(sized(key)).append(sized(value)));
    return Sha256.of(content.append(sized(target)).toString()).substring(0, 32);
  }

  /** Prefixed with its length, so that no two lists of texts run together into the same one. */
  private static String sized(String text) {
    return text.length() + ":" + text;
  }
}
