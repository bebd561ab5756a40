package dev.assay.run;

import dev.assay.Sha256;

/** Derives an example's seed from the run's, so that it does not depend on order or limits. */
final class ExampleSeed {
  private ExampleSeed() {}

  static long of(long runSeed, String benchmark, String example) {
    String digest = Sha256.of(runSeed + "\n" + benchmark + "\n" + example);
    return Long.parseUnsignedLong(digest.substring(0, 16), 16);
  }
}
