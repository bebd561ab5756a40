package dev.assay.compare;

/**
 * How a difference was tested.
 *
 * @param method {@code exact McNemar}, {@code sign flips} or {@code exchanges}
 * @param p two-sided p-value
 * @param adjusted the p-value adjusted for all tests of the comparison
 * @param detectable the smallest true difference found with 80 % power at 5 %, in the metric's own
 *     scale; NaN where it is unknown
 */
public record PairedTest(String method, double p, double adjusted, double detectable) {
  PairedTest withAdjusted(double value) {
    return new PairedTest(method, p, value, detectable);
  }
}
