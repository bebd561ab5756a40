package dev.assay.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How well one example was answered.
 *
 * @param values per metric name the example's value (for corpus metrics, whatever named parts the
 *     statistic needs)
 * @param answer the answer as extracted from the output and compared with the target
 * @param vectors what else the statistics of corpus metrics need, by name; journaled, but in no
 *     table
 */
public record Score(
    Map<String, Double> values,
    String answer,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Vector> vectors) {
  public Score(Map<String, Double> values, String answer, @Nullable Map<String, Vector> vectors) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    this.answer = answer;
    // a journal holds none where there are none
    this.vectors = vectors == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(vectors));
  }

  /** A score without vectors. */
  public Score(Map<String, Double> values, String answer) {
    this(values, answer, Map.of());
  }

  /** A score with a single value. */
  public static Score of(String metric, double value, String answer) {
    return new Score(Map.of(metric, value), answer);
  }
}
