package dev.assay.benchmarks.images.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.SetupException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {

  @Property(tries = 50)
  void aSetHasNoDistanceFromItself(
      @ForAll @IntRange(min = 2, max = 80) int n, @ForAll @IntRange(min = 1, max = 40) int d) {
    FeatureStatistics set = statistics(HashedInputs.features(HashedInputs.REAL, n, d));

    // A singular value of zero is known up to the root of the machine's precision.
    assertThat(FrechetDistance.between(set, set)).isCloseTo(0, within(1e-6));
  }

  @Property(tries = 50)
  void theDistanceIsTheSameBothWays(
      @ForAll @IntRange(min = 2, max = 80) int n,
      @ForAll @IntRange(min = 2, max = 80) int m,
      @ForAll @IntRange(min = 1, max = 40) int d) {
    FeatureStatistics a = statistics(HashedInputs.features(HashedInputs.GENERATED, n, d));
    FeatureStatistics b = statistics(HashedInputs.features(HashedInputs.REAL, m, d));

    assertThat(FrechetDistance.between(a, b))
        .isCloseTo(FrechetDistance.between(b, a), within(1e-6));
  }

  @Property(tries = 30)
  void theOrderOfImagesDoesNotMatter(
      @ForAll @IntRange(min = 2, max = 400) int n, @ForAll long seed) {
    float[][] rows = HashedInputs.features(HashedInputs.GENERATED, n, 12);
    FeatureStatistics real = statistics(HashedInputs.features(HashedInputs.REAL, 50, 12));
    float[][] shuffled = rows.clone();
    Collections.shuffle(Arrays.asList(shuffled), new Random(seed));

    assertThat(FrechetDistance.between(statistics(shuffled), real))
        .isCloseTo(FrechetDistance.between(statistics(rows), real), within(1e-6));
  }

  @Test
  void ofIndependentFeaturesItIsTheDifferenceOfMeansAndDeviationsSquared() {
    FeatureStatistics a = normal(new double[] {1, 2, 3}, new double[] {4, 9, 0.25});
    FeatureStatistics b = normal(new double[] {0, 4, 3}, new double[] {1, 1, 16});

    double means = 1 + 4;
    double deviations = Math.pow(2 - 1, 2) + Math.pow(3 - 1, 2) + Math.pow(0.5 - 4, 2);
    assertThat(FrechetDistance.between(a, b)).isCloseTo(means + deviations, within(1e-12));
  }

  @Test
  void aSetWithoutVarianceIsAsFarAsTheOtherVaries() {
    FeatureStatistics point = normal(new double[] {1, 1}, new double[] {0, 0});
    FeatureStatistics spread = normal(new double[] {1, 1}, new double[] {2, 3});

    assertThat(FrechetDistance.between(point, spread)).isCloseTo(5, within(1e-12));
    assertThat(FrechetDistance.between(point, point)).isZero();
  }

  @Test
  void aFeatureThatIsAlwaysZeroDoesNotSpoilTheOthers() {
    FeatureStatistics a = normal(new double[] {0, 1, 0}, new double[] {4, 0, 1});
    FeatureStatistics b = normal(new double[] {0, 1, 0}, new double[] {9, 0, 1});

    assertThat(FrechetDistance.between(a, b)).isCloseTo(1, within(1e-12));
  }

  @Test
  void storedCovariancesWithoutFullRankAreAsExactAsTheRowsThatTheyCameFrom() {
    float[][] generated = HashedInputs.features(HashedInputs.GENERATED, 30, 100);
    float[][] real = HashedInputs.features(HashedInputs.REAL, 45, 100);
    double fromRows = FrechetDistance.between(statistics(generated), statistics(real));

    double fromCovariances = FrechetDistance.between(stored(generated, false), stored(real, false));
    double fromFloats = FrechetDistance.between(stored(generated, true), stored(real, true));

    assertThat(fromCovariances).isCloseTo(fromRows, within(1e-7 * fromRows));
    assertThat(fromFloats).isCloseTo(fromRows, within(1e-3 * fromRows));
  }

  @Test
  void statisticsOfDifferentExtractorsAreNeverCompared() {
    float[][] rows = HashedInputs.features(HashedInputs.REAL, 9, 4);
    FeatureStatistics mnist = FeatureStatistics.of("mnist-cnn", rows);
    FeatureStatistics shapes = FeatureStatistics.of("shapes-cnn", rows);
    FeatureStatistics wide =
        FeatureStatistics.of("mnist-cnn", HashedInputs.features(HashedInputs.REAL, 9, 5));

    assertThatThrownBy(() -> FrechetDistance.between(mnist, shapes))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("'mnist-cnn' cannot be compared with those of 'shapes-cnn'");
    assertThatThrownBy(() -> FrechetDistance.between(mnist, wide))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("4 features")
        .hasMessageContaining("5");
  }

  @Test
  void aSingleImageHasNoCovariance() {
    assertThatThrownBy(() -> statistics(new float[][] {{1, 2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least two rows");
  }

  @Test
  void featuresThatAreNoNumbersAreRefused() {
    assertThatThrownBy(() -> statistics(new float[][] {{1, 2}, {1, Float.NaN}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("feature 1 is NaN");
    assertThatThrownBy(() -> statistics(new float[][] {{1, 2}, {1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a row of 1 features among rows of 2");
  }

  private static FeatureStatistics statistics(float[][] rows) {
    return FeatureStatistics.of("hashed", rows);
  }

  private static FeatureStatistics normal(double[] mean, double[] variances) {
    DMatrixRMaj covariance = new DMatrixRMaj(mean.length, mean.length);
    for (int i = 0; i < mean.length; i++) {
      covariance.set(i, i, variances[i]);
    }
    return new FeatureStatistics(
        Optional.empty(),
        OptionalLong.empty(),
        mean,
        new Covariance.OfMatrix(covariance, Math.ulp(1.0)));
  }

  /** As if read from a file, whose numbers may be floats. */
  private static FeatureStatistics stored(float[][] rows, boolean floats) {
    FeatureStatistics statistics = statistics(rows);
    DMatrixRMaj covariance = statistics.covariance().matrix().copy();
    for (int i = 0; i < covariance.data.length && floats; i++) {
      covariance.data[i] = (float) covariance.data[i];
    }
    return new FeatureStatistics(
        Optional.empty(),
        OptionalLong.empty(),
        statistics.mean(),
        new Covariance.OfMatrix(covariance, floats ? 0x1p-24 : Math.ulp(1.0)));
  }
}
