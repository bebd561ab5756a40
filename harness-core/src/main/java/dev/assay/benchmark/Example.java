package dev.assay.benchmark;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
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

  /** sha256 over fields and target: equal in two runs only if the example is the same. */
  public String contentHash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      fields.forEach(
          (key, value) -> {
            digest.update(bytes(key));
            digest.update(bytes(value));
          });
      digest.update(bytes(target));
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return (text.length() + ":" + text).getBytes(StandardCharsets.UTF_8);
  }
}
