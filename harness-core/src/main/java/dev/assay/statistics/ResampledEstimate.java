package dev.assay.statistics;

/**
 * What the values of a statistic over other sets of observations say of its error.
 *
 * @param standardError the standard error
 * @param interval the 95 % interval
 */
public record ResampledEstimate(double standardError, Interval interval) {
  /** The estimate of which nothing is known. */
  public static final ResampledEstimate UNKNOWN =
      new ResampledEstimate(Double.NaN, Interval.UNKNOWN);
}
