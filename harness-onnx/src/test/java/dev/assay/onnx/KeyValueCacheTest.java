package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyValueCacheTest {
  private static final KeyValueCache.Shape SHAPE =
      new KeyValueCache.Shape(1, 2, 2, ElementType.FLOAT32);

  /** A cache of one row whose numbers count up from a start. */
  private static KeyValueCache counting(int capacity, float start) throws Exception {
    KeyValueCache cache = new KeyValueCache(SHAPE, 1, capacity);
    var keys = ((java.nio.ByteBuffer) cache.key(0).getBufferRef().orElseThrow()).asFloatBuffer();
    for (int i = 0; i < keys.capacity(); i++) {
      keys.put(i, start + i);
    }
    return cache;
  }

  private static float[][] keys(KeyValueCache cache, int row) throws Exception {
    float[][][][] all = (float[][][][]) cache.key(0).getValue();
    float[][] flat = new float[all[row].length * all[row][0].length][];
    for (int head = 0; head < all[row].length; head++) {
      for (int position = 0; position < all[row][head].length; position++) {
        flat[head * all[row][head].length + position] = all[row][head][position];
      }
    }
    return flat;
  }

  @Test
  void positionsAreCopiedForEveryHead() throws Exception {
    try (KeyValueCache from = counting(3, 10);
        KeyValueCache to = new KeyValueCache(SHAPE, 2, 2)) {
      to.copy(from, 0, 1, 1, 0, 2);
      // head 0 of the source holds 10..15 for its three positions, head 1 holds 16..21
      assertThat(keys(to, 1)).isDeepEqualTo(new float[][] {{12, 13}, {14, 15}, {18, 19}, {20, 21}});
      assertThat(keys(to, 0)).isDeepEqualTo(new float[4][2]);
    }
  }

  @Test
  void whatIsInTheCacheStaysWhenItGrows() throws Exception {
    try (KeyValueCache cache = counting(1, 1)) {
      cache.grow(2, 2);
      assertThat(keys(cache, 0)).isDeepEqualTo(new float[][] {{1, 2}, {0, 0}, {3, 4}, {0, 0}});
      assertThat(keys(cache, 1)).isDeepEqualTo(new float[4][2]);
    }
  }

  @Test
  void itMakesNoDifferenceWhetherMemoryIsLeftToGrowIn() throws Exception {
    try (KeyValueCache tight = new KeyValueCache(SHAPE, 3, 2);
        KeyValueCache roomy = new KeyValueCache(SHAPE, 9, 9)) {
      roomy.reshape(3, 2);
      for (int row = 0; row < 3; row++) {
        try (KeyValueCache one = counting(2, 100 * row)) {
          tight.copy(one, 0, 0, row, 0, 2);
          roomy.copy(one, 0, 0, row, 0, 2);
        }
      }
      tight.grow(4, 5);
      roomy.grow(4, 5);
      for (int row = 0; row < 3; row++) {
        for (int head = 0; head < 2; head++) {
          for (int position = 0; position < 2; position++) {
            float first = 100 * row + 4 * head + 2 * position;
            assertThat(keys(tight, row)[5 * head + position]).containsExactly(first, first + 1);
            assertThat(keys(roomy, row)[5 * head + position]).containsExactly(first, first + 1);
          }
        }
      }
    }
  }

  @Test
  void whatIsInTheCacheStaysWhenOnlyRowsGoAndComeAgain() throws Exception {
    try (KeyValueCache cache = new KeyValueCache(SHAPE, 2, 2);
        KeyValueCache one = counting(2, 7)) {
      cache.copy(one, 0, 0, 1, 0, 2);
      cache.shrink(1);
      assertThat(cache.reshape(2, 2)).isTrue();
      assertThat(keys(cache, 1)[0]).containsExactly(7, 8);
      assertThat(cache.reshape(2, 3)).isFalse();
    }
  }

  @Test
  void aCacheTooLargeForOneBufferSaysWhatToDo() {
    KeyValueCache.Shape large = new KeyValueCache.Shape(32, 32, 128, ElementType.FLOAT32);
    assertThatThrownBy(() -> new KeyValueCache(large, 64, 2_048))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2.0 GiB for 64 rows of 2048 positions")
        .hasMessageContaining("--batch-size");
  }
}
