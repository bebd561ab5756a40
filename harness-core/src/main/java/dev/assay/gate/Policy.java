package dev.assay.gate;

import java.util.List;
import java.util.Optional;

/**
 * What a gate demands of a run, as measured against a baseline. Read by {@link PolicyReader}.
 *
 * @param level the gate's false alarms: how probably it fails, at most, where nothing is worse; and
 *     how probably a number passes, at most, whose true loss is the margin; in (0, 0.5)
 * @param power how probably a true loss of the margin is to be found; says how many examples an
 *     undecided gate lacks; in (0.5, 1)
 * @param examples share of the baseline's scored examples that must have a score, in (0, 1]
 * @param averages margins of groups' averages
 * @param quality margins of benchmarks' metrics; the first rule that fits a number judges it
 * @param costs margins of costs
 */
public record Policy(
    double level,
    double power,
    double examples,
    List<AverageRule> averages,
    List<QualityRule> quality,
    List<CostRule> costs) {
  public Policy {
    averages = List.copyOf(averages);
    quality = List.copyOf(quality);
    costs = List.copyOf(costs);
  }

  /**
   * The average over a group's benchmarks may fall by at most a margin. The first rule that fits a
   * group judges it.
   *
   * @param place where the rule is written, as errors begin
   * @param groups the groups
   * @param models the models
   * @param margin the loss to rule out
   */
  public record AverageRule(String place, Selection groups, Selection models, Margin margin) {}

  /**
   * A metric may become worse by at most a margin.
   *
   * @param place where the rule is written, as errors begin
   * @param benchmarks benchmarks, or the groups they belong to
   * @param metric the metric's name; empty for each benchmark's main one
   * @param models the models
   * @param margin the loss to rule out
   */
  public record QualityRule(
      String place,
      Selection benchmarks,
      Optional<String> metric,
      Selection models,
      Margin margin) {}

  /**
   * A cost may grow by at most a margin. Costs are compared as they are, without a test.
   *
   * @param cost the cost
   * @param benchmarks benchmarks or groups; their costs are added up
   * @param models the models
   * @param margin per cent of the baseline's cost; points for failures
   */
  public record CostRule(Cost cost, Selection benchmarks, Selection models, Margin margin) {}
}
