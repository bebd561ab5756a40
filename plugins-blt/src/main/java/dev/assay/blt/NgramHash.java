package dev.assay.blt;

import java.util.List;

/**
 * Which rows of the n-gram tables a byte takes: a polynomial of the last n ids, the oldest with
 * power 0, in wrapping 64-bit arithmetic, modulo the number of rows (facebookresearch/blt).
 *
 * @param sizes lengths n of the n-grams
 * @param functions hash functions, each with tables of its own
 * @param rows rows of each table
 */
record NgramHash(List<Integer> sizes, int functions, int rows) {
  /** Base of the polynomial of each function, in the original's order. */
  private static final long[] PRIMES = {
    1000000007L,
    5915587277L,
    1500450271L,
    3267000013L,
    5754853343L,
    4093082899L,
    9576890767L,
    3628273133L,
    2860486313L,
    5463458053L,
    3367900313L
  };

  /** Most hash functions that there are bases for. */
  static final int MOST_FUNCTIONS = PRIMES.length;

  NgramHash {
    sizes = List.copyOf(sizes);
  }

  /** Number of tables: for each function one of each size. */
  int tables() {
    return functions * sizes.size();
  }

  /**
   * The rows that a position takes, all tables laid end to end.
   *
   * @param ids the row of ids; what stands before its beginning counts as 0
   * @param position where the n-grams end
   * @param into takes one row of each table
   */
  void rows(int[] ids, int position, long[] into) {
    for (int table = 0; table < tables(); table++) {
      long prime = PRIMES[table / sizes.size()];
      int size = sizes.get(table % sizes.size());
      long sum = 0;
      for (int i = position; i > position - size; i--) {
        sum = sum * prime + (i < 0 ? 0 : ids[i]); // Horner: the oldest comes last, with power 0
      }
      into[table] = (long) table * rows + Math.floorMod(sum, (long) rows);
    }
  }
}
