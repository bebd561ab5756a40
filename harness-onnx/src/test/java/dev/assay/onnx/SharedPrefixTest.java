package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedPrefixTest {
  private static int[] tokens(int same, int... rest) {
    int[] tokens = new int[same + rest.length];
    Arrays.fill(tokens, 0, same, 9);
    System.arraycopy(rest, 0, tokens, same, rest.length);
    return tokens;
  }

  @Test
  void isTheCommonBeginningCutToAMultipleOfTheQuantum() {
    List<int[]> sequences = List.of(tokens(150, 1, 2), tokens(150, 1), tokens(135, 2, 2));
    assertThat(SharedPrefix.length(sequences, new int[] {151, 150, 136})).isEqualTo(128);
  }

  @Test
  void neverTakesMoreThanMayBeShared() {
    List<int[]> same = List.of(tokens(128), tokens(128));
    assertThat(SharedPrefix.length(same, new int[] {127, 127})).isEqualTo(112);
    assertThat(SharedPrefix.length(List.of(tokens(10)), new int[] {9})).isZero();
  }
}
