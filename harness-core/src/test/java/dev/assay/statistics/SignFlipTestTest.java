package dev.assay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignFlipTestTest {
  private final SignFlipTest test = new SignFlipTest(99_999, 0);

  /**
   * scipy 1.17.1: {@code scipy.stats.permutation_test((d,), numpy.sum, permutation_type='samples',
   * n_resamples=numpy.inf).pvalue}.
   */
  @ParameterizedTest
  @CsvSource({
    "0.5 -0.2 0.9 1.0 0.4 -0.7 0.1 0.6, 0.1640625",
    "1.2 0.3 0 0 2.5 -0.1 0.7, 0.125",
    "0.1 0.2 0.3 -0.3 -0.2 -0.1 0.4, 0.671875",
    "1 2 3 4 5 6, 0.03125"
  })
  void ofFewDifferencesThePValueIsScipysToTheLastDigit(String differences, double expected) {
    assertThat(test.pValue(numbers(differences))).isEqualTo(expected);
  }

  /**
   * The same with {@code d = [((7*i)%11-4)/10 for i in range(30)]} and {@code n_resamples=999_999,
   * rng=1}: 0.091804. Both are drawn at random, so they agree only nearly.
   */
  @Test
  void ofManyDifferencesPatternsAreDrawn() {
    double[] differences =
        IntStream.range(0, 30).mapToDouble(i -> (7 * i % 11 - 4) / 10.0).toArray();

    assertThat(test.pValue(differences))
        .isCloseTo(0.091804, within(0.004))
        .isEqualTo(test.pValue(differences))
        .isNotEqualTo(new SignFlipTest(99_999, 1).pValue(differences));
  }

  @Test
  void aDrawnPValueIsNeverZero() {
    double[] allUp = new double[200];
    Arrays.fill(allUp, 1);

    assertThat(new SignFlipTest(999, 0).pValue(allUp)).isEqualTo(1.0 / 1000);
  }

  @Test
  void drawnAndEnumeratedAgreeWhereTheyMeet() {
    double[] sixteen = IntStream.range(0, 16).mapToDouble(i -> 0.3 + Math.sin(i)).toArray();
    double[] seventeen = Arrays.copyOf(sixteen, 17);
    seventeen[16] = 1e-9; // too small to matter, but one too many to enumerate

    assertThat(test.pValue(seventeen)).isCloseTo(test.pValue(sixteen), within(0.006));
  }

  @Test
  void withoutADifferenceNothingSpeaksForOne() {
    assertThat(test.pValue(new double[0])).isEqualTo(1);
    assertThat(test.pValue(new double[100])).isEqualTo(1);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
