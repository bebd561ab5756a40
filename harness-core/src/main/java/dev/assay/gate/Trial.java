package dev.assay.gate;

import dev.assay.benchmark.Metric.Direction;
import dev.assay.result.MetricResult;
import dev.assay.statistics.Interval;
import dev.assay.statistics.SampleSize;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A number of quality before its verdict, which depends on how many tests there are.
 *
 * @param kind what kind of number it is
 * @param row the baseline's row
 * @param model how to name the model
 * @param examples examples in the evidence
 * @param expected examples of the baseline that have a score
 * @param baseline the baseline's value over the examples judged
 * @param candidate the candidate's
 * @param margin the loss to rule out, in the metric's own scale
 * @param evidence what the runs say; empty where they cannot be compared
 * @param obstacle why not, or what is missing for a verdict that passes
 * @param unchanged whether the same model gave the same answers
 */
record Trial(
    Judgement.Kind kind,
    MetricResult row,
    String model,
    long examples,
    long expected,
    double baseline,
    double candidate,
    double margin,
    Optional<Evidence> evidence,
    Optional<String> obstacle,
    boolean unchanged) {

  /** One-sided p-value of whether the candidate is worse. */
  OptionalDouble p() {
    double p = evidence.map(Evidence::pValueOfLoss).orElse(Double.NaN);
    return Double.isNaN(p) ? OptionalDouble.empty() : OptionalDouble.of(p);
  }

  /** What a verdict rests on. */
  private record Finding(boolean isWorse, boolean isBeyond, boolean isWithin) {}

  /**
   * The verdict.
   *
   * @param adjusted the p-value, adjusted for all tests of the gate
   * @param tests how many these are
   */
  Judgement judged(OptionalDouble adjusted, int tests, Policy policy) {
    Interval gain = evidence.map(e -> e.interval(policy.level())).orElse(Interval.UNKNOWN);
    Finding finding =
        new Finding(
            adjusted.isPresent() && adjusted.getAsDouble() <= policy.level(),
            gain.high() < -margin,
            gain.low() > -margin);
    GateVerdict verdict = verdict(finding);
    SampleSize size = new SampleSize(policy.level() / Math.max(1, tests), policy.power());
    boolean tooFew = verdict == GateVerdict.UNDECIDED && obstacle.isEmpty();
    OptionalLong needed = tooFew ? needed(size) : OptionalLong.empty();
    boolean higher = row.direction() == Direction.HIGHER;
    return new Judgement(
        kind,
        model,
        row.benchmark(),
        row.metric(),
        row.unit(),
        examples,
        expected,
        baseline,
        candidate,
        candidate - baseline,
        higher ? gain.low() : -gain.high(),
        higher ? gain.high() : -gain.low(),
        higher ? -margin : margin,
        false,
        adjusted,
        needed,
        verdict,
        reason(verdict, finding, needed));
  }

  /**
   * As many examples as find or rule out a loss of the margin; where there are as many already, as
   * many as tell the observed loss from none or from the margin, whichever is farther away.
   */
  private OptionalLong needed(SampleSize size) {
    if (evidence.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong usual = evidence.get().needed(margin, size);
    if (usual.isEmpty() || usual.getAsLong() > examples) {
      return usual;
    }
    double loss = -evidence.get().gain();
    return evidence.get().needed(Math.max(loss, margin - loss), size);
  }

  private GateVerdict verdict(Finding finding) {
    if (obstacle.isEmpty() && (unchanged || finding.isWithin())) {
      return GateVerdict.PASS;
    }
    return finding.isWorse() && !finding.isWithin() ? GateVerdict.FAIL : GateVerdict.UNDECIDED;
  }

  private String reason(GateVerdict verdict, Finding finding, OptionalLong needed) {
    if (verdict == GateVerdict.PASS) {
      if (unchanged) {
        return "the same model gave the same answers";
      }
      return finding.isWorse() ? "worse, but by less than the margin" : "no loss beyond the margin";
    }
    if (verdict == GateVerdict.FAIL) {
      String loss =
          finding.isBeyond()
              ? "worse by more than the margin"
              : "worse, and perhaps by more than the margin";
      return obstacle.map(o -> loss + "; besides, " + o).orElse(loss);
    }
    return obstacle.orElseGet(() -> tooFew(needed));
  }

  private String tooFew(OptionalLong needed) {
    if (margin == 0) {
      return "the baseline's value is 0, and so is the margin, which is a share of it";
    }
    return needed.isEmpty()
        ? "too few examples, or a run does not say how certain its number is"
        : "too few examples: about %,d are needed, if they differ as much as these"
            .formatted(needed.getAsLong());
  }
}
