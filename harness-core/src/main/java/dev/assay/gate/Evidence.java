package dev.assay.gate;

import dev.assay.statistics.Interval;
import dev.assay.statistics.SampleSize;
import java.util.OptionalLong;

/** What two runs say of a change, counted in gains: above zero the candidate is better. */
interface Evidence {
  /** The observed gain. */
  double gain();

  /**
   * The interval of the true gain.
   *
   * @param level how probably either end by itself is wrong
   */
  Interval interval(double level);

  /** One-sided p-value of whether there is a loss; NaN where that cannot be told. */
  double pValueOfLoss();

  /** About how many such examples would find or rule out a loss; empty where that is unknown. */
  OptionalLong needed(double loss, SampleSize size);

  /** A number of examples, where it is one. */
  static OptionalLong examples(double number) {
    return number > 0 && number < Long.MAX_VALUE
        ? OptionalLong.of((long) Math.ceil(number))
        : OptionalLong.empty();
  }
}
