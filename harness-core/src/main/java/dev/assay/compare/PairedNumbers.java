package dev.assay.compare;

import dev.assay.statistics.Interval;

/** A number of two runs over the same examples. */
sealed interface PairedNumbers permits PairedValues, CorpusValues {
  /** How many examples. */
  int size();

  /** The first run's number. */
  double valueA();

  /** The second run's number. */
  double valueB();

  /** Examples whose value is higher in the second run; 0 where examples have none. */
  long rises();

  /** Examples whose value is lower in the second run; 0 where examples have none. */
  long falls();

  /** Whether the difference may be chance. */
  Outcome outcome();

  /**
   * What the examples say of a difference.
   *
   * @param test the test that fits, its p-value not yet adjusted
   * @param interval the 95 % interval of the second number less the first
   */
  record Outcome(PairedTest test, Interval interval) {}
}
