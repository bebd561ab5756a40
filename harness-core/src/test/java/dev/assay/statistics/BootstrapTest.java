package dev.assay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTest {
  private static final double[] VALUES = {0.2, 0.5, 0.9, 1.0, 0.4, 0.7, 0.1, 0.6};

  /**
   * scipy 1.17.1: {@code scipy.stats.bootstrap((values,), numpy.mean, method='percentile',
   * n_resamples=1_000_000, rng=1)}: interval 0.35 to 0.75, standard error 0.10458. Both are drawn
   * at random, so they agree only nearly.
   */
  @Test
  void theEstimateOfAMeanIsScipys() {
    Bootstrap bootstrap = new Bootstrap(100_000, 7);

    for (ResampledEstimate estimate :
        List.of(
            bootstrap.estimate(
                VALUES.length,
                drawn -> Arrays.stream(drawn).mapToDouble(i -> VALUES[i]).average().orElseThrow()),
            bootstrap.meanOfMeans(List.of(VALUES)))) {
      assertThat(estimate.standardError()).isCloseTo(0.10458, within(0.001));
      assertThat(estimate.interval().low()).isCloseTo(0.35, within(0.0126));
      assertThat(estimate.interval().high()).isCloseTo(0.75, within(0.0126));
    }
  }

  @Property(tries = 100)
  void theSameNumbersGiveTheSameIntervalWithinTheirRange(
      @ForAll @Size(min = 2, max = 30) List<@DoubleRange(min = -1e6, max = 1e6) Double> numbers) {
    double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    Bootstrap bootstrap = new Bootstrap(200, 0);
    ResampledEstimate estimate = bootstrap.meanOfMeans(List.of(values));

    assertThat(bootstrap.meanOfMeans(List.of(values))).isEqualTo(estimate);
    double slack = 1e-6; // for rounding
    assertThat(estimate.interval().low())
        .isBetween(Collections.min(numbers) - slack, estimate.interval().high());
    assertThat(estimate.interval().high()).isLessThanOrEqualTo(Collections.max(numbers) + slack);
  }

  @Test
  void inAMeanOfMeansEveryGroupWeighsTheSameWhateverItsSize() {
    double[] many = new double[10_000];
    Arrays.fill(many, 1);
    double[] few = {0, 0};

    assertThat(new Bootstrap(100, 0).meanOfMeans(List.of(many, few)).interval())
        .isEqualTo(new Interval(0.5, 0.5));
  }

  @Test
  void aSingleObservationSaysNothingOfTheSpread() {
    assertThat(new Bootstrap(100, 0).estimate(1, drawn -> 1)).isEqualTo(ResampledEstimate.UNKNOWN);
    assertThat(new Bootstrap(100, 0).meanOfMeans(List.of(VALUES, new double[] {1})))
        .isEqualTo(ResampledEstimate.UNKNOWN);
  }

  /** numpy 2.4.6: {@code numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [0, .025, .5, .975, 1])}. */
  @ParameterizedTest
  @CsvSource({"0, 1.0", "0.025, 1.0", "0.5, 3.5", "0.975, 8.475000000000001", "1, 9.0"})
  void quantilesAreNumpys(double p, double expected) {
    assertThat(Bootstrap.quantile(new double[] {1, 1, 2, 3, 4, 5, 6, 9}, p))
        .isCloseTo(expected, within(1e-14));
  }
}
