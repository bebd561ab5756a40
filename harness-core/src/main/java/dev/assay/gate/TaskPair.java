package dev.assay.gate;

import dev.assay.compare.SharedExamples;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import java.util.List;
import java.util.Optional;

/**
 * What a model of each run made of one benchmark.
 *
 * @param benchmark the benchmark's name
 * @param group the group it belongs to
 * @param isThere whether the candidate has it
 * @param before the baseline's finished examples
 * @param after the candidate's
 * @param shared the examples of both, matched
 * @param sameModel whether both runs state the same weights and options
 * @param obstacle why numbers cannot be compared
 * @param metricsBefore the baseline's numbers, the main one first
 * @param metricsAfter the candidate's
 */
record TaskPair(
    String benchmark,
    String group,
    boolean isThere,
    List<ExampleResult> before,
    List<ExampleResult> after,
    SharedExamples shared,
    boolean sameModel,
    Optional<String> obstacle,
    List<MetricResult> metricsBefore,
    List<MetricResult> metricsAfter) {

  /** The examples of the baseline that have a score. */
  long expected() {
    return before.stream().filter(e -> e.score().isPresent()).count();
  }

  /** The examples that have a score in both runs. */
  long judged() {
    return shared.pairs().size();
  }

  /**
   * What is missing for a verdict.
   *
   * @param share share of the expected examples that must be there
   */
  Optional<String> shortfall(double share) {
    if (before.isEmpty() && after.isEmpty()) {
      return Optional.empty(); // an imported number of several benchmarks: none are to be expected
    }
    if (expected() == 0) {
      return Optional.of("the baseline has no example with a score");
    }
    if (judged() > 0 && judged() >= Math.ceil(share * expected() - 1e-9)) {
      return Optional.empty();
    }
    return Optional.of(
        "only %d of the baseline's %d scored examples can be compared (%s)"
            .formatted(judged(), expected(), String.join(", ", shared.gaps())));
  }

  /** Whether the same model gave the same answers, so that there is nothing to test. */
  boolean unchanged() {
    return sameModel
        && shared.pairs().stream()
            .allMatch(p -> sameOutputs(p.a(), p.b()) && p.a().score().equals(p.b().score()));
  }

  /** A run that was restored from a history has scores and extracted answers, but no outputs. */
  private static boolean sameOutputs(ExampleResult a, ExampleResult b) {
    return a.outputs().isEmpty() || b.outputs().isEmpty() || a.outputs().equals(b.outputs());
  }

  Optional<MetricResult> after(MetricResult row) {
    return metricsAfter.stream().filter(m -> m.metric().equals(row.metric())).findFirst();
  }
}
