package dev.assay.gate;

import dev.assay.compare.PairedValues;
import dev.assay.statistics.Interval;
import dev.assay.statistics.SampleSize;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * The plain mean over benchmarks, each of which weighs the same. Its interval follows from theirs
 * (Zou and Donner 2008); it is tested by random flips of signs.
 *
 * @param parts a group's benchmarks
 */
record AverageGains(List<PairedGains> parts) implements Evidence {

  @Override
  public double gain() {
    return mean(PairedGains::gain);
  }

  private double mean(ToDoubleFunction<PairedGains> value) {
    return parts.stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  @Override
  public Interval interval(double level) {
    double below = 0;
    double above = 0;
    for (PairedGains part : parts) {
      Interval own = part.interval(level);
      below += square(part.gain() - own.low());
      above += square(own.high() - part.gain());
    }
    return new Interval(
        gain() - Math.sqrt(below) / parts.size(), gain() + Math.sqrt(above) / parts.size());
  }

  private static double square(double x) {
    return x * x;
  }

  @Override
  public double pValueOfLoss() {
    double[] weighted =
        parts.stream()
            .flatMapToDouble(part -> Arrays.stream(part.gains()).map(g -> g / part.size()))
            .toArray();
    return PairedValues.SIGN_FLIPS.pValueOfLoss(weighted);
  }

  @Override
  public OptionalLong needed(double loss, SampleSize size) {
    long examples = parts.stream().mapToLong(PairedGains::size).sum();
    double variance = mean(part -> part.variance(loss) / part.size()) / parts.size();
    return Evidence.examples(size.ofMean(Math.sqrt(variance * examples), loss));
  }
}
