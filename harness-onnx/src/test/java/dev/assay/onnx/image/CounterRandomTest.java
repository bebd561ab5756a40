package dev.assay.onnx.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.onnx.image.CounterRandom.Use;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
  private static final int MANY = 100_000;

  @Test
  void aNumberDependsOnSeedStepPositionAndUseAlone() {
    CounterRandom random = new CounterRandom(5);
    double number = random.uniform(3, 7, Use.TOKEN);
    assertThat(new CounterRandom(5).uniform(3, 7, Use.TOKEN)).isEqualTo(number);
    assertThat(random.uniform(7, 3, Use.TOKEN)).isNotEqualTo(number);
    assertThat(random.uniform(3, 7, Use.ORDER)).isNotEqualTo(number);
    assertThat(new CounterRandom(6).uniform(3, 7, Use.TOKEN)).isNotEqualTo(number);
  }

  @Test
  void neighbouringCountersNeverShareANumber() {
    Set<Double> numbers = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (int step = 0; step < 20; step++) {
        for (int position = 0; position < 50; position++) {
          for (Use use : Use.values()) {
            numbers.add(new CounterRandom(seed).uniform(step, position, use));
          }
        }
      }
    }
    assertThat(numbers).hasSize(10 * 20 * 50 * 4).allMatch(x -> x >= 0 && x < 1);
  }

  @Test
  void numbersAreSpreadEvenly() {
    long[] counts = new long[100];
    for (int i = 0; i < MANY; i++) {
      counts[(int) (100 * new CounterRandom(i).uniform(0, 0, Use.REVEAL))]++;
    }
    double[] even = IntStream.range(0, 100).mapToDouble(i -> 0.01).toArray();
    assertThat(ChiSquare.of(counts, even)).isLessThan(ChiSquare.limit(99));
  }

  @Test
  void neighbouringNumbersAreNotCorrelated() {
    CounterRandom random = new CounterRandom(1);
    double product =
        IntStream.range(0, MANY)
            .mapToDouble(
                i ->
                    (random.uniform(i, 0, Use.TOKEN) - 0.5)
                        * (random.uniform(i, 1, Use.TOKEN) - 0.5))
            .average()
            .orElseThrow();
    assertThat(product).isCloseTo(0, within(4 / 12.0 / Math.sqrt(MANY)));
  }

  @Test
  void gumbelNumbersHaveTheirMeanAndVariance() {
    double[] numbers =
        IntStream.range(0, MANY)
            .mapToDouble(i -> new CounterRandom(9).gumbel(i, 2, Use.ORDER))
            .toArray();
    double mean = DoubleStream.of(numbers).average().orElseThrow();
    double variance = DoubleStream.of(numbers).map(x -> (x - mean) * (x - mean)).sum() / MANY;
    assertThat(mean).isCloseTo(0.5772, within(0.02));
    assertThat(variance).isCloseTo(Math.PI * Math.PI / 6, within(0.05));
  }
}
