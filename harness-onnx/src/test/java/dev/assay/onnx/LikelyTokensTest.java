package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LikelyTokensTest {
  private static float[] floats(List<Integer> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i);
    }
    return floats;
  }

  @Property(tries = 300)
  void theyAreTheFirstOfAllTokensInOrder(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = -5, max = 5) Integer> numbers,
      @ForAll @IntRange(max = 70) int most) {
    int[] ordered =
        IntStream.range(0, numbers.size())
            .boxed()
            .sorted(Comparator.comparing(i -> -numbers.get(i))) // stable: lower ids first
            .limit(most)
            .mapToInt(i -> i)
            .toArray();
    LikelyTokens found = LikelyTokens.of(floats(numbers), most);
    assertThat(found.ids()).containsExactly(ordered);
    assertThat(found.logProbabilities()).hasSize(ordered.length);
  }

  @Property(tries = 100)
  void probabilitiesOfAllTokensAddUpToOne(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = -900, max = 900) Integer> numbers) {
    LikelyTokens all = LikelyTokens.of(floats(numbers), numbers.size());
    assertThat(Arrays.stream(all.logProbabilities()).map(Math::exp).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void evenOddsAreHalf() {
    LikelyTokens two = LikelyTokens.of(new float[] {3, -100, 3}, 2);
    assertThat(two.ids()).containsExactly(0, 2);
    assertThat(two.logProbabilities()[1]).isCloseTo(Math.log(0.5), within(1e-12));
  }
}
