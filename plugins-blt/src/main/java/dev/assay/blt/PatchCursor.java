package dev.assay.blt;

import dev.assay.blt.Patching.Reading;

/**
 * Follows a row byte by byte and says where its patches end. What it says of a position never
 * changes with what comes after.
 */
final class PatchCursor {
  private final PatchRule rule;
  private int position;
  private int openBytes;
  private int previousId;
  private double previousEntropy;
  private double smallestMargin = Double.POSITIVE_INFINITY;

  PatchCursor(PatchRule rule) {
    this.rule = rule;
  }

  /** The same state, to go on from independently. */
  PatchCursor copy() {
    PatchCursor copy = new PatchCursor(rule);
    copy.position = position;
    copy.openBytes = openBytes;
    copy.previousId = previousId;
    copy.previousEntropy = previousEntropy;
    copy.smallestMargin = smallestMargin;
    return copy;
  }

  /**
   * Reads the next position.
   *
   * @param entropy nats of the byte to come; anything where the rule looks at no entropies
   * @return whether a patch ends with this position
   */
  boolean read(int id, double entropy) {
    Reading reading = new Reading(position, id, previousId, entropy, previousEntropy);
    boolean ends = position == 0 || rule.patching().endsAfter(reading);
    if (position > 0) {
      smallestMargin = Math.min(smallestMargin, rule.patching().margin(reading));
    }
    openBytes++;
    ends |= rule.full(openBytes);
    openBytes = ends ? 0 : openBytes;
    position++;
    previousId = id;
    previousEntropy = entropy;
    return ends;
  }

  /** The least distance so far of a number to the threshold it was compared with. */
  double smallestMargin() {
    return smallestMargin;
  }
}
