package dev.assay.benchmarks.python;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source32.MersenneTwister;

/**
 * Draws what {@code random.Random(seed)} of CPython 3.11 draws. Not safe for use by several
 * threads.
 */
public final class PythonRandom {
  /** Up to this many elements Python draws from a copy of the population, else with a set. */
  private static final int SMALL_POPULATION = 21;

  private static final int SMALL_SAMPLE = 5;

  private final UniformRandomProvider words;

  /** A generator with a seed below 2^31; not negative. */
  public PythonRandom(int seed) {
    words = new MersenneTwister(new int[] {seed});
  }

  /**
   * The indexes that {@code sample(range(population), count)} gives, in its order.
   *
   * @throws IllegalArgumentException if there are fewer than that
   */
  public List<Integer> sample(int population, int count) {
    if (count < 0 || count > population) {
      throw new IllegalArgumentException(count + " of " + population);
    }
    return population <= copied(count)
        ? fromCopy(population, count)
        : rejectingRepeats(population, count);
  }

  /** The largest population that is copied: where a copy is smaller than a set. */
  private static long copied(int count) {
    return count <= SMALL_SAMPLE
        ? SMALL_POPULATION
        : SMALL_POPULATION + (long) Math.pow(4, Math.ceil(Math.log(count * 3.0) / Math.log(4)));
  }

  private List<Integer> fromCopy(int population, int count) {
    List<Integer> pool = IntStream.range(0, population).boxed().collect(Collectors.toList());
    List<Integer> drawn = new ArrayList<>();
    for (int left = population; left > population - count; left--) {
      int at = below(left);
      drawn.add(pool.get(at));
      pool.set(at, pool.get(left - 1));
    }
    return drawn;
  }

  private List<Integer> rejectingRepeats(int population, int count) {
    Set<Integer> drawn = new LinkedHashSet<>();
    while (drawn.size() < count) {
      drawn.add(below(population));
    }
    return List.copyOf(drawn);
  }

  /** Uniform in [0, bound): the highest bits of a word, drawn again while they are too large. */
  private int below(int bound) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
    int drawn;
    do {
      drawn = words.nextInt() >>> (Integer.SIZE - bits);
    } while (drawn >= bound);
    return drawn;
  }
}
