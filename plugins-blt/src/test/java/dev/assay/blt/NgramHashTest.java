package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NgramHashTest {
  private static final int[] MY_NAME_IS = ByteIds.row(ByteIds.utf8("my name is"));

  /** Rows of the last table at every position, counted within it. */
  private static long[] rows(NgramHash hash, int[] ids) {
    return IntStream.range(0, ids.length)
        .mapToLong(
            position -> {
              long[] all = new long[hash.tables()];
              hash.rows(ids, position, all);
              return all[all.length - 1] - (hash.tables() - 1L) * hash.rows();
            })
        .toArray();
  }

  /** Golden: {@code byte_group_hash_function} of transformers 5.17 on the same ids. */
  @Test
  void rowsAreThoseOfTheReleasedModels() {
    assertThat(rows(new NgramHash(List.of(3), 1, 500_002), MY_NAME_IS))
        .containsExactly(
            443987, 245324, 222431, 177454, 49679, 369833, 346140, 246329, 257314, 329734, 478030);
    assertThat(rows(new NgramHash(List.of(8), 1, 500_002), MY_NAME_IS))
        .containsExactly(
            172383, 320688, 324181, 339215, 208897, 325590, 131923, 299004, 354181, 8223, 395207);
  }

  @Test
  void tablesLieEndToEndSizesWithinFunctions() {
    NgramHash hash = new NgramHash(List.of(3, 8), 2, 500_002);
    long[] rows = new long[4];
    hash.rows(MY_NAME_IS, 10, rows);
    assertThat(rows[0]).isEqualTo(478030);
    assertThat(rows[1]).isEqualTo(500_002 + 395207);
    assertThat(rows[2]).isBetween(2 * 500_002L, 3 * 500_002L - 1);
    assertThat(rows[3]).isBetween(3 * 500_002L, 4 * 500_002L - 1);
    assertThat(rows[2] - 2 * 500_002L).isNotEqualTo(rows[0]);
  }

  @Test
  void aRowDependsOnTheLastIdsOnly() {
    NgramHash hash = new NgramHash(List.of(3, 4), 1, 1_021);
    int[] other = MY_NAME_IS.clone();
    Arrays.fill(other, 0, 6, 99);
    long[] rows = new long[2];
    long[] rowsOfOther = new long[2];
    hash.rows(MY_NAME_IS, 9, rows);
    hash.rows(other, 9, rowsOfOther);
    assertThat(rowsOfOther).isEqualTo(rows);
    hash.rows(other, 8, rowsOfOther);
    hash.rows(MY_NAME_IS, 8, rows);
    assertThat(rowsOfOther[0]).isEqualTo(rows[0]);
    assertThat(rowsOfOther[1]).isNotEqualTo(rows[1]);
  }
}
