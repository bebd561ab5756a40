package dev.assay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTestTest {

  /**
   * scipy 1.17.1: {@code scipy.stats.binomtest(b, b + c).pvalue}; statsmodels 0.15.0 says the same:
   * {@code mcnemar([[0, b], [c, 0]], exact=True).pvalue}.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 1.0",
    "3, 9, 0.14599609375",
    "9, 3, 0.14599609375",
    "10, 10, 1.0",
    "0, 6, 0.03125",
    "40, 70, 0.005447429511444476",
    "5200, 4800, 6.593515598672343e-05",
    "1200, 1000, 2.1817026407914194e-05"
  })
  void thePValueIsScipys(long b, long c, double expected) {
    assertThat(new McNemarTest(b, c).pValue()).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void whereNobodyDisagreesNothingSpeaksForADifference() {
    assertThat(new McNemarTest(0, 0).pValue()).isEqualTo(1);
  }

  @Property(tries = 200)
  void theMoreOneSidedTheSmallerThePValue(
      @ForAll @IntRange(max = 3000) int b, @ForAll @IntRange(min = 1, max = 3000) int c) {
    double p = new McNemarTest(b, c).pValue();

    assertThat(p).isBetween(0.0, 1.0).isEqualTo(new McNemarTest(c, b).pValue());
    if (b < c) {
      assertThat(new McNemarTest(b, c + 10).pValue()).isLessThanOrEqualTo(p);
    }
  }
}
