package dev.assay.reports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.model.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What each continuous thought of a model would be as text, read from its trace of the kind {@code
 * thoughts}.
 *
 * @param endedBy what ended thinking, for example {@code count}
 * @param steps what the output head makes of the position before the first thought, then of each
 *     thought
 * @param ends for each step the probability that thinking ends after it; empty where nothing
 *     decides on that
 */
record ThoughtTrace(String endedBy, List<Step> steps, List<Double> ends) {
  /** Probabilities are rounded. */
  private static final double ROUNDING = 0.01;

  private static final int LONGEST_TOKEN = 40;

  /** The most probable tokens at a position, the most probable first. */
  record Step(List<Decoded> decoded) {}

  /** A token and its probability. */
  record Decoded(String token, double probability) {
    /** The token with signs for blanks, which would not show at its ends. */
    String visible() {
      Excerpt excerpt = Excerpt.of(token, LONGEST_TOKEN);
      return (excerpt.cut() ? excerpt.text() + "…" : token)
          .replace(' ', '␣')
          .replace("\n", "⏎")
          .replace('\t', '⇥');
    }
  }

  /** How many thoughts there were. */
  int thoughts() {
    return steps.size() - 1;
  }

  /** Empty for traces of another kind and for those that contradict themselves. */
  static Optional<ThoughtTrace> of(Trace trace) {
    return trace.kind().equals("thoughts")
        ? of(Json.mapper().valueToTree(trace.data()))
        : Optional.empty();
  }

  private static Optional<ThoughtTrace> of(JsonNode data) {
    List<Step> steps = new ArrayList<>();
    for (JsonNode step : data.path("steps")) {
      Optional<Step> read = step(step.path("tokens"), step.path("probabilities"));
      if (read.isEmpty()) {
        return Optional.empty();
      }
      steps.add(read.get());
    }
    List<Double> ends = new ArrayList<>();
    data.path("endProbabilities").forEach(end -> ends.add(end.asDouble(Double.NaN)));
    boolean consistent =
        !steps.isEmpty()
            && data.path("count").asInt(-1) == steps.size() - 1
            && (ends.isEmpty() || ends.size() == steps.size())
            && ends.stream().allMatch(ThoughtTrace::isProbability);
    return consistent
        ? Optional.of(
            new ThoughtTrace(
                Excerpt.of(data.path("endedBy").asText(), LONGEST_TOKEN).text(),
                List.copyOf(steps),
                List.copyOf(ends)))
        : Optional.empty();
  }

  private static Optional<Step> step(JsonNode tokens, JsonNode probabilities) {
    if (!tokens.isArray() || tokens.size() != probabilities.size()) {
      return Optional.empty();
    }
    List<Decoded> decoded = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < tokens.size(); i++) {
      double probability = probabilities.path(i).asDouble(Double.NaN);
      if (!tokens.get(i).isTextual() || !isProbability(probability)) {
        return Optional.empty();
      }
      decoded.add(new Decoded(tokens.get(i).textValue(), probability));
      sum += probability;
    }
    return sum <= 1 + ROUNDING ? Optional.of(new Step(List.copyOf(decoded))) : Optional.empty();
  }

  private static boolean isProbability(double value) {
    return value >= 0 && value <= 1;
  }
}
