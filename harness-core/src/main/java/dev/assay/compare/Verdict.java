package dev.assay.compare;

/** What a comparison says of the second run, as measured against the first. */
public enum Verdict {
  /** Better than the first by more than chance. */
  BETTER("better"),

  /** Worse than the first by more than chance. */
  WORSE("worse"),

  /** Chance alone may have made the difference; so large a one as is detectable would show. */
  NO_DIFFERENCE_TOLD("no difference told"),

  /** Even if all examples spoke for the same run, that could still be chance. */
  TOO_FEW_EXAMPLES("too few examples"),

  /** The two numbers are not of the same kind, or cannot be tested. */
  NOT_COMPARED("not compared");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** The verdict as a reader sees it. */
  public String words() {
    return words;
  }
}
