package dev.assay.history;

/** What a gate said of a run. */
public enum GateVerdict {
  /** Green: the run may serve as a baseline. */
  PASS,
  FAIL,
  /** Neither was told: too few examples, or an effect too small. */
  UNDECIDED
}
