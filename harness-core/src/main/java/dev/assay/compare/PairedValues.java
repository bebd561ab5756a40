package dev.assay.compare;

import dev.assay.statistics.DetectableDifference;
import dev.assay.statistics.McNemarTest;
import dev.assay.statistics.NormalApproximation;
import dev.assay.statistics.SignFlipTest;
import dev.assay.summary.PairedDifference;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A metric's values on the same examples in two runs.
 *
 * @param a in the first run
 * @param b in the second run, in the same order
 */
public record PairedValues(double[] a, double[] b) implements PairedNumbers {
  /** The test of values that are not right or wrong. */
  public static final SignFlipTest SIGN_FLIPS = new SignFlipTest(99_999, 0);

  @Override
  public int size() {
    return a.length;
  }

  @Override
  public double valueA() {
    return NormalApproximation.mean(a);
  }

  @Override
  public double valueB() {
    return NormalApproximation.mean(b);
  }

  @Override
  public long rises() {
    return IntStream.range(0, a.length).filter(i -> b[i] > a[i]).count();
  }

  @Override
  public long falls() {
    return IntStream.range(0, a.length).filter(i -> b[i] < a[i]).count();
  }

  /** Whether every value is right (1) or wrong (0). */
  public boolean rightOrWrong() {
    return Arrays.stream(a).allMatch(v -> v == 0 || v == 1)
        && Arrays.stream(b).allMatch(v -> v == 0 || v == 1);
  }

  @Override
  public Outcome outcome() {
    return new Outcome(test(), PairedDifference.interval(differences()));
  }

  private PairedTest test() {
    if (rightOrWrong()) {
      double p = new McNemarTest(falls(), rises()).pValue();
      double detectable = DetectableDifference.ofShare(falls() + rises(), size());
      return new PairedTest("exact McNemar", p, p, detectable);
    }
    double p = SIGN_FLIPS.pValue(differences());
    return new PairedTest("sign flips", p, p, DetectableDifference.ofMean(differences()));
  }

  /** The second run's value less the first's, example by example. */
  public double[] differences() {
    return IntStream.range(0, a.length).mapToDouble(i -> b[i] - a[i]).toArray();
  }
}
