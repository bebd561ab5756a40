package dev.assay.onnx.image;

/**
 * Random numbers that are looked up rather than drawn one after the other: each is a hash of the
 * seed and of what it is for, so what other positions or rows do never changes it. Immutable.
 *
 * @param seed the request's seed
 */
public record CounterRandom(long seed) {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1p-53;

  /** What a number is for, so that no two uses share one. */
  public enum Use {
    /** Whether a position is revealed. */
    REVEAL,
    /** Which token is drawn. */
    TOKEN,
    /** Whether a revealed position is masked again. */
    REMASK,
    /** Which positions come first. */
    ORDER
  }

  /**
   * A number from the uniform distribution.
   *
   * @param step of the sampler, from 0
   * @param position in the sequence, from 0
   * @return in [0, 1), a multiple of 2⁻⁵³
   */
  public double uniform(int step, int position, Use use) {
    long hash = mix(seed + GOLDEN * (use.ordinal() + 1));
    hash = mix(hash + GOLDEN * (step + 1L));
    return (mix(hash + GOLDEN * (position + 1L)) >>> 11) * UNIT;
  }

  /** A number from the standard Gumbel distribution. */
  public double gumbel(int step, int position, Use use) {
    double inside = uniform(step, position, use) + UNIT / 2; // never 0 or 1
    return -Math.log(-Math.log(inside));
  }

  /** Scatters a counter over all 64-bit numbers: Stafford's variant 13 of MurmurHash3's mixer. */
  private static long mix(long counter) {
    long z = (counter ^ (counter >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
