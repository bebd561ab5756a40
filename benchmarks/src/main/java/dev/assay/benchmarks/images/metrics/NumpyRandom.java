package dev.assay.benchmarks.images.metrics;

/**
 * The random numbers of NumPy's {@code RandomState} (Mersenne Twister, Matsumoto and Nishimura
 * 1998), for subsets and orders that are those of torch-fidelity. Not safe for threads.
 */
final class NumpyRandom {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  /**
   * The numbers that follow from a seed.
   *
   * @param seed its lower 32 bits count
   */
  NumpyRandom(long seed) {
    state[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The numbers from 0 to n − 1, shuffled. */
  int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = upTo(i);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** A number from 0 to the largest, by drawing as many bits as it has until they fit. */
  private int upTo(int largest) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(largest);
    int drawn = nextInt() & mask;
    while (drawn > largest) {
      drawn = nextInt() & mask;
    }
    return drawn;
  }

  private int nextInt() {
    if (next == SIZE) {
      twist();
    }
    int bits = state[next++];
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return bits ^ (bits >>> 18);
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int joined = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      int twisted = (joined >>> 1) ^ ((joined & 1) == 0 ? 0 : 0x9908b0df);
      state[i] = state[(i + MIDDLE) % SIZE] ^ twisted;
    }
    next = 0;
  }
}
