package dev.assay.history;

import dev.assay.SetupException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which numbers are asked for, as users write it: {@code cute/spell} for a benchmark's main metric,
 * {@code cute/spell:exact_match} for one by name, {@code 'cute/*:*'} for all that match.
 *
 * @param benchmark benchmark or group, with {@code *} and {@code ?}
 * @param metric metric or cost, likewise; empty for the main metric
 */
public record NumberName(String benchmark, Optional<String> metric) {
  /**
   * Reads it.
   *
   * @throws SetupException if a part is empty
   */
  public static NumberName parse(String text) {
    int colon = text.lastIndexOf(':');
    String benchmark = colon < 0 ? text : text.substring(0, colon);
    Optional<String> metric = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
    if (benchmark.isEmpty() || metric.map(String::isEmpty).orElse(false)) {
      throw new SetupException(
          "'%s' names no number; write BENCHMARK or BENCHMARK:METRIC, such as cute/spell:exact_match"
              .formatted(text));
    }
    return new NumberName(benchmark, metric);
  }

  /**
   * Whether a number is meant.
   *
   * @param main whether it is a main metric
   */
  boolean means(String ofBenchmark, String ofMetric, boolean main) {
    return matches(benchmark, ofBenchmark) && metric.map(m -> matches(m, ofMetric)).orElse(main);
  }

  @Override
  public String toString() {
    return benchmark + metric.map(m -> ":" + m).orElse("");
  }

  private static boolean matches(String pattern, String name) {
    String regex =
        pattern
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + (char) c))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches();
  }
}
