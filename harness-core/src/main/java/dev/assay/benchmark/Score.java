package dev.assay.benchmark;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well one example was answered.
 *
 * @param values per metric name the example's value (for corpus metrics, whatever named parts the
 *     statistic needs)
 * @param answer the answer as extracted from the output and compared with the target
 */
public record Score(Map<String, Double> values, String answer) {
  public Score {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** A score with a single value. */
  public static Score of(String metric, double value, String answer) {
    return new Score(Map.of(metric, value), answer);
  }
}
