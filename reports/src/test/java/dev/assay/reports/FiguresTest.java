package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @Test
  void sharesAreShownInPerCentWithOneDecimal() {
    assertThat(Figures.metric(0.6337, "%")).isEqualTo("63.4");
    assertThat(Figures.metric(1, "%")).isEqualTo("100.0");
  }

  @Test
  void otherNumbersKeepFourDigits() {
    assertThat(Figures.metric(27.309, "BLEU")).isEqualTo("27.31");
    assertThat(Figures.metric(1.23456, "")).isEqualTo("1.235");
    assertThat(Figures.metric(123.456, "")).isEqualTo("123.5");
  }

  @Test
  void negativeNumbersHaveAMinusAndZeroHasNone() {
    assertThat(Figures.metric(-2.5, "")).isEqualTo("−2.500");
    assertThat(Figures.metric(-0.00001, "")).isEqualTo("0.000");
  }

  @Test
  void anAbsentNumberIsADash() {
    assertThat(Figures.metric(Double.NaN, "%")).isEqualTo("–");
    assertThat(Figures.interval(Double.NaN, Double.NaN, "%")).isEmpty();
  }

  @Test
  void anIntervalIsUnmistakableBelowZero() {
    assertThat(Figures.interval(0.25, 0.5, "%")).isEqualTo("25.0–50.0");
    assertThat(Figures.interval(-1.5, 2, "")).isEqualTo("−1.500 to 2.000");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "12, 12.0",
    "999.4, 999",
    "999.6, 1.00 k",
    "1234567, 1.23 M",
    "6.89e9, 6.89 G"
  })
  void quantitiesHaveThreeDigitsAndAPrefix(double value, String text) {
    assertThat(Figures.quantity(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0000042, 4.20 µs",
    "0.0095, 9.50 ms",
    "10.94, 10.9 s",
    "59.97, 1 min 0 s",
    "252, 4 min 12 s",
    "7260, 2 h 1 min"
  })
  void durationsUseTheUnitThatFits(double seconds, String text) {
    assertThat(Figures.duration(seconds)).isEqualTo(text);
  }

  @Test
  void countsAgreeWithTheirNoun() {
    assertThat(Figures.count(1, "model")).isEqualTo("1 model");
    assertThat(Figures.count(28_000, "example")).isEqualTo("28,000 examples");
  }

  @Test
  void sizesAreDecimal() {
    assertThat(Figures.bytes(999)).isEqualTo("999 B");
    assertThat(Figures.bytes(12_400_000)).isEqualTo("12.4 MB");
  }

  @Test
  void timesAreInUtcAndOtherTextsStayAsTheyAre() {
    assertThat(HeadView.when("2026-03-14T00:26:53+01:00")).isEqualTo("13 March 2026, 23:26 UTC");
    assertThat(HeadView.when("yesterday")).isEqualTo("yesterday");
  }
}
