package dev.assay.benchmark;

/**
 * How the error of a corpus statistic is estimated: from its values over other sets of examples.
 */
public enum Resampling {
  /** Percentile bootstrap: a thousand sets drawn with replacement. */
  BOOTSTRAP,

  /**
   * Delete-a-group jackknife: as many sets as there are groups, each without one of them, and a
   * normal interval. For statistics that a bootstrap biases, since the same example drawn twice
   * looks like a lack of variety (Fréchet distance), or that take long.
   */
  JACKKNIFE,

  /** Not at all: the number has no interval. */
  NONE
}
