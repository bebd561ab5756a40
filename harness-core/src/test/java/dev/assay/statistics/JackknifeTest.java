package dev.assay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class JackknifeTest {
  private static ToDoubleFunction<int[]> mean(double[] values) {
    return kept -> Arrays.stream(kept).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  @Test
  void withAGroupForEachObservationTheErrorOfAMeanIsTheUsualOne() {
    double[] values = {0.2, 0.5, 0.9, 1.0, 0.4, 0.7, 0.1, 0.6};

    ResampledEstimate estimate = new Jackknife(8, 3).estimate(8, mean(values));

    double error = NormalApproximation.standardError(values);
    assertThat(estimate.standardError()).isCloseTo(error, within(1e-12));
    assertThat(estimate.interval().low()).isCloseTo(0.55 - 1.959963984540054 * error, within(1e-9));
  }

  @Test
  void withGroupsItIsNearlySoWhateverTheOrder() {
    double[] values = new Random(1).doubles(2_000).toArray();
    double error = NormalApproximation.standardError(values);

    double shuffled = new Jackknife(50, 0).estimate(2_000, mean(values)).standardError();
    Arrays.sort(values); // as a data set sorted by class would be
    double sorted = new Jackknife(50, 0).estimate(2_000, mean(values)).standardError();

    assertThat(shuffled).isCloseTo(error, within(0.3 * error));
    assertThat(sorted).isCloseTo(error, within(0.3 * error));
  }

  @Test
  void everyObservationIsLeftOutOnce() {
    Set<Integer> left = new HashSet<>();
    new Jackknife(4, 9)
        .estimate(
            10,
            kept -> {
              Set<Integer> missing = new HashSet<>(Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
              Arrays.stream(kept).forEach(missing::remove);
              assertThat(missing).hasSizeLessThanOrEqualTo(3);
              missing.forEach(i -> assertThat(left.add(i)).isTrue());
              return 0;
            });
    assertThat(left).hasSize(10);
  }

  @Test
  void aSingleObservationSaysNothing() {
    assertThat(new Jackknife(5, 0).estimate(1, kept -> 1)).isEqualTo(ResampledEstimate.UNKNOWN);
    assertThatThrownBy(() -> new Jackknife(1, 0)).hasMessage("at least two groups, not 1");
  }
}
