package dev.assay.blt;

import java.util.Optional;

/**
 * How a model's texts are cut into patches.
 *
 * @param patching the rule
 * @param longest most bytes of a patch, after which it ends in any case
 */
record PatchRule(Patching patching, Optional<Integer> longest) {

  /** For people: what ends a patch. */
  String description() {
    return patching.description() + longest.map(" or when it has %,d bytes"::formatted).orElse("");
  }

  /** Whether a patch of so many bytes is full. */
  boolean full(int bytes) {
    return longest.isPresent() && bytes >= longest.get();
  }
}
