package dev.assay.benchmark;

import java.util.List;

/** How the scores of examples become one number with an interval. */
public sealed interface Aggregation {
  /** Mean of values that are 0 or 1; Wilson interval. */
  record Proportion() implements Aggregation {}

  /** Mean of real values; normal interval from the standard error. */
  record Mean() implements Aggregation {}

  /**
   * A statistic of all examples together, such as BLEU or FID.
   *
   * @param statistic computes the number from the scores of the examples drawn
   * @param resampling where its interval comes from
   */
  record Corpus(Statistic statistic, Resampling resampling) implements Aggregation {
    /** A statistic with a bootstrap interval. */
    public Corpus(Statistic statistic) {
      this(statistic, Resampling.BOOTSTRAP);
    }
  }

  /** Computes a number from the scores of many examples; stateless. */
  @FunctionalInterface
  interface Statistic {
    /** The number over these scores; never called with an empty list. */
    double of(List<Score> scores);
  }
}
