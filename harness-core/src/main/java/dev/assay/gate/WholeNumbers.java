package dev.assay.gate;

import dev.assay.statistics.Interval;
import dev.assay.statistics.SampleSize;
import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The difference of two numbers of whole corpora, such as BLEU, of which run folders hold no parts.
 * Their standard errors are taken as if the runs had nothing in common, which makes the interval
 * wider than it need be.
 *
 * @param gain the observed gain
 * @param standardError its standard error; NaN where a run does not say how certain its number is
 * @param examples how many examples are in them
 */
record WholeNumbers(double gain, double standardError, long examples) implements Evidence {

  @Override
  public Interval interval(double level) {
    double half = NormalDistribution.of(0, 1).inverseSurvivalProbability(level) * standardError;
    return new Interval(gain - half, gain + half);
  }

  @Override
  public double pValueOfLoss() {
    if (gain == 0 && standardError == 0) {
      return 0.5;
    }
    return Double.isNaN(standardError)
        ? Double.NaN
        : NormalDistribution.of(0, 1).cumulativeProbability(gain / standardError);
  }

  @Override
  public OptionalLong needed(double loss, SampleSize size) {
    return Evidence.examples(size.ofMean(standardError * Math.sqrt(examples), loss));
  }
}
