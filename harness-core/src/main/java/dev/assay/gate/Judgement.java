package dev.assay.gate;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a gate says of one number.
 *
 * @param kind what kind of number it is
 * @param model the model's name in the baseline
 * @param benchmark the benchmark's or group's name; for costs what the rule names
 * @param metric the metric's name or the cost's word
 * @param unit {@code "%"} for a share shown as per cent
 * @param examples examples judged: those with a score in both runs
 * @param expected examples of the baseline that have a score
 * @param baseline the baseline's value, over the examples judged
 * @param candidate the candidate's, likewise
 * @param change candidate less baseline; where it is a ratio, candidate over baseline
 * @param low lower end of the change's interval, wrong as probably as the policy's level says; NaN
 *     where nothing was tested
 * @param high upper end of it, likewise by itself
 * @param limit the worst change that the margin allows
 * @param ratio whether change and limit are ratios
 * @param p one-sided p-value of whether the candidate is worse, adjusted for all tests of the gate
 *     (Holm); empty where nothing was tested
 * @param needed about how many examples would decide, if they differ as much as these; given where
 *     there are too few
 * @param verdict what follows
 * @param reason why, in a sentence without its full stop
 */
public record Judgement(
    Kind kind,
    String model,
    String benchmark,
    String metric,
    String unit,
    long examples,
    long expected,
    double baseline,
    double candidate,
    double change,
    double low,
    double high,
    double limit,
    boolean ratio,
    OptionalDouble p,
    OptionalLong needed,
    GateVerdict verdict,
    String reason) {

  /** What kind of number is judged. */
  public enum Kind {
    /** The average of a group's benchmarks. */
    AVERAGE,

    /** A metric of a benchmark. */
    QUALITY,

    /** A cost. */
    COST
  }

  /** Something that the baseline has and the candidate lacks. */
  static Judgement vanished(
      Kind kind, String model, String benchmark, String metric, String reason) {
    return new Judgement(
        kind,
        model,
        benchmark,
        metric,
        "",
        0,
        0,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        false,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        GateVerdict.FAIL,
        reason);
  }
}
