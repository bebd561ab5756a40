package dev.assay.benchmarks.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Golden values: {@code python3 -c "from random import Random; print(Random(SEED).sample(...))"}.
 */
class PythonRandomTest {
  @Test
  void aLargePopulationIsDrawnFromAsPythonDoes() {
    PythonRandom random = new PythonRandom(1234);

    assertThat(random.sample(7_473, 5)).containsExactly(6374, 3610, 957, 61, 742);
    assertThat(random.sample(7_473, 5)).containsExactly(7462, 6610, 4769, 286, 5501);
  }

  @Test
  void aSmallPopulationIsDrawnFromAsPythonDoes() {
    PythonRandom random = new PythonRandom(0);

    assertThat(random.sample(20, 5)).containsExactly(12, 13, 1, 8, 15);
    assertThat(random.sample(20, 5)).containsExactly(12, 9, 15, 11, 6);
    assertThat(new PythonRandom(Integer.MAX_VALUE).sample(6, 6)).containsExactly(2, 0, 1, 3, 5, 4);
  }

  @Test
  void whatIsSmallGrowsWithTheSample() {
    assertThat(new PythonRandom(7).sample(85, 12))
        .containsExactly(41, 19, 50, 6, 9, 68, 12, 46, 74, 7, 64, 27);
    assertThat(new PythonRandom(7).sample(86, 12))
        .containsExactly(41, 19, 50, 83, 6, 9, 68, 12, 46, 74, 7, 64);
  }

  @Property
  void aSampleIsOfDifferentElements(
      @ForAll @IntRange(min = 0, max = 200) int population,
      @ForAll @IntRange(min = 0, max = 200) int count,
      @ForAll @IntRange(min = 0) int seed) {
    int possible = Math.min(population, count);

    List<Integer> sample = new PythonRandom(seed).sample(population, possible);

    assertThat(sample)
        .hasSize(possible)
        .doesNotHaveDuplicates()
        .allMatch(i -> 0 <= i && i < population);
  }

  @Test
  void moreThanThereAreCannotBeDrawn() {
    assertThatThrownBy(() -> new PythonRandom(1).sample(4, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 of 4");
  }
}
