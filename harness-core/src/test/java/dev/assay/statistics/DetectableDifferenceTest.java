package dev.assay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectableDifferenceTest {

  /**
   * scipy 1.17.1, with {@code za, zb = norm.ppf(.975), norm.ppf(.8)} and {@code s = discordant/n}:
   * {@code brentq(lambda d: za*s**.5 + zb*(s - d*d)**.5 - d*n**.5, 1e-9, s**.5)}, which is Connor's
   * sample size solved for the difference.
   */
  @ParameterizedTest
  @CsvSource({
    "100, 1000, 0.027982836304473523",
    "20, 100, 0.12381933148443135",
    "300, 1319, 0.0367562701375978"
  })
  void ofSharesItSolvesConnorsSampleSize(long discordant, long n, double expected) {
    assertThat(DetectableDifference.ofShare(discordant, n)).isCloseTo(expected, within(1e-9));
  }

  /** The same with the difference itself as the share: {@code za + zb*(1 - d)**.5 - (d*n)**.5}. */
  @ParameterizedTest
  @CsvSource({
    "0, 6, 0.8613509343419589",
    "0, 100, 0.07665613424623575",
    "1, 100, 0.07665613424623575",
    "0, 1000, 0.007830391276430516"
  })
  void whereTwoRunsHardlyDisagreeAllDisagreementIsTakenToGoOneWay(
      long discordant, long n, double expected) {
    assertThat(DetectableDifference.ofShare(discordant, n)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void threeExamplesDetectNothing() {
    assertThat(DetectableDifference.ofShare(0, 3)).isNaN();
    assertThat(DetectableDifference.ofShare(3, 3)).isNaN();
  }

  /** scipy 1.17.1: {@code (norm.ppf(.975) + norm.ppf(.8)) * scipy.stats.sem(d)}. */
  @Test
  void ofMeansItIsSoManyStandardErrors() {
    double[] differences = {0.5, -0.2, 0.9, 1.0, 0.4, -0.7, 0.1, 0.6};

    assertThat(DetectableDifference.ofMean(differences))
        .isCloseTo(0.564677553306249, within(1e-12));
  }

  @Test
  void withoutAnySpreadNothingIsKnown() {
    assertThat(DetectableDifference.ofMean(new double[10])).isNaN();
    assertThat(DetectableDifference.ofMean(new double[] {1})).isNaN();
  }
}
