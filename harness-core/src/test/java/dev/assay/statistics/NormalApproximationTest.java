package dev.assay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalApproximationTest {
  private static final Offset<Double> EXACT = within(1e-14);

  /** scipy 1.17.1: {@code scipy.stats.sem([0.2, 0.5, 0.9, 1.0, 0.4])}. */
  @Test
  void theStandardErrorIsScipys() {
    double[] values = {0.2, 0.5, 0.9, 1.0, 0.4};
    assertThat(NormalApproximation.mean(values)).isCloseTo(0.6, EXACT);
    assertThat(NormalApproximation.standardError(values)).isCloseTo(0.151657508881031, EXACT);
  }

  /** scipy 1.17.1: {@code scipy.stats.norm.ppf(0.975)}. */
  @Test
  void theNormalIntervalReachesTheQuantile() {
    assertThat(NormalApproximation.around(10, 2))
        .isEqualTo(new Interval(10 - 2 * 1.959963984540054, 10 + 2 * 1.959963984540054));
  }

  @Test
  void fewerThanTwoValuesSayNothingOfTheError() {
    assertThat(NormalApproximation.mean(new double[0])).isNaN();
    assertThat(NormalApproximation.standardError(new double[] {1})).isNaN();
    assertThat(NormalApproximation.wilson(Double.NaN, 0)).isEqualTo(Interval.UNKNOWN);
  }

  /**
   * statsmodels 0.15.0: {@code statsmodels.stats.proportion.proportion_confint(k, n,
   * method='wilson')}.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0.0, 0.27753279986288926",
    "1, 10, 0.017876213095072924, 0.40415002679523854",
    "7, 10, 0.39677814746114537, 0.8922087325936989",
    "10, 10, 0.7224672001371106, 1.0",
    "812, 1000, 0.7866068125887822, 0.8350052901162315",
    "1, 1, 0.2065493143772374, 1.0"
  })
  void theWilsonIntervalIsStatsmodels(int k, int n, double low, double high) {
    Interval interval = NormalApproximation.wilson((double) k / n, n);
    assertThat(interval.low()).isCloseTo(low, EXACT);
    assertThat(interval.high()).isCloseTo(high, EXACT);
  }

  @Property
  void theWilsonIntervalStaysWithinZeroAndOneAndHoldsTheProportion(
      @ForAll @IntRange(min = 1, max = 100_000) int n, @ForAll @IntRange(max = 100_000) int k) {
    double proportion = (double) Math.min(k, n) / n;
    Interval interval = NormalApproximation.wilson(proportion, n);
    assertThat(interval.low()).isBetween(0.0, 1.0);
    assertThat(interval.high()).isBetween(0.0, 1.0);
    assertThat(interval.contains(proportion)).isTrue();
    assertThat(interval.high()).isGreaterThan(interval.low());
  }
}
