package dev.assay.gate;

import dev.assay.compare.PairedValues;
import dev.assay.statistics.Interval;
import dev.assay.statistics.McNemarTest;
import dev.assay.statistics.NormalApproximation;
import dev.assay.statistics.PairedProportions;
import dev.assay.statistics.SampleSize;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of the gains on the same examples. Right-or-wrong answers have Tango's score interval
 * and McNemar's exact test, other values Student's interval and random flips of signs.
 *
 * @param gains one for each example, at least one
 * @param rightOrWrong whether each is −1, 0 or 1
 */
record PairedGains(double[] gains, boolean rightOrWrong) implements Evidence {

  int size() {
    return gains.length;
  }

  private long losses() {
    return Arrays.stream(gains).filter(g -> g < 0).count();
  }

  private long wins() {
    return Arrays.stream(gains).filter(g -> g > 0).count();
  }

  @Override
  public double gain() {
    return NormalApproximation.mean(gains);
  }

  @Override
  public Interval interval(double level) {
    if (rightOrWrong) {
      return new PairedProportions(losses(), wins(), size()).interval(level);
    }
    if (size() < 2) {
      return Interval.UNKNOWN;
    }
    double t = TDistribution.of(size() - 1).inverseSurvivalProbability(level);
    double half = t * NormalApproximation.standardError(gains);
    return new Interval(gain() - half, gain() + half);
  }

  @Override
  public double pValueOfLoss() {
    return rightOrWrong
        ? new McNemarTest(losses(), wins()).pValueOfLoss()
        : PairedValues.SIGN_FLIPS.pValueOfLoss(gains);
  }

  @Override
  public OptionalLong needed(double loss, SampleSize size) {
    return Evidence.examples(
        rightOrWrong
            ? size.ofShare((double) (losses() + wins()) / size(), loss)
            : size.ofMean(Math.sqrt(variance(loss)), loss));
  }

  /** Variance of a gain; of right-or-wrong answers at least what a loss by itself makes. */
  double variance(double loss) {
    double error = NormalApproximation.standardError(gains);
    double observed = error * error * size();
    return rightOrWrong ? Math.max(observed, loss - loss * loss) : observed;
  }
}
