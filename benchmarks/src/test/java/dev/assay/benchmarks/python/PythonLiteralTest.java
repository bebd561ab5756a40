package dev.assay.benchmarks.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {
  @Property
  void whatPythonWritesIsReadBack(
      @ForAll List<String> texts, @ForAll long whole, @ForAll double real, @ForAll boolean truth) {
    List<Object> value = List.of(texts, whole, real, truth, new PythonTuple(List.of(whole)));

    assertThat(PythonLiteral.parse(PythonRepr.of(value))).isEqualTo(value);
  }

  @Test
  void literalsMeanWhatTheyMeanInPython() {
    assertThat(PythonLiteral.parse("['a' \"b\", '''c\nd''', 1_000, -.5, 1e3, None, True,]"))
        .isEqualTo(Arrays.asList("ab", "c\nd", 1000L, -0.5, 1000.0, null, true));
    assertThat(PythonLiteral.parse("{'a': [1], 2: ()}"))
        .isEqualTo(Map.of("a", List.of(1L), 2L, new PythonTuple(List.of())));
    assertThat(PythonLiteral.parse("'a', 1")).isEqualTo(new PythonTuple(List.of("a", 1L)));
    assertThat(PythonLiteral.parse("'\\x41\\u00e9\\N{GREEK SMALL LETTER ALPHA}\\101\\d\\'\\\n'"))
        .isEqualTo("Aéα" + "A\\d'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "[1", "'a", "007", "1 2", "[1 2]", "f(1)", "'a\nb'", "{1}", "1x", "-'a'"})
  void whatIsNoLiteralIsRefused(String text) {
    assertThatThrownBy(() -> PythonLiteral.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Written by {@code python3 -c 'print(repr(NUMBER))'} of CPython 3.11. */
  @ParameterizedTest
  @CsvSource({
    "1e22, 1e+22",
    "1e16, 1e+16",
    "9999999999999998.0, 9999999999999998.0",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "1.5e-7, 1.5e-07",
    "2e-323, 2e-323",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "0.1, 0.1",
    "100.0, 100.0",
    "2.0e-3, 0.002",
    "-0.0, -0.0"
  })
  void realNumbersHaveTheFewestDigitsThatTellThem(double number, String written) {
    assertThat(PythonRepr.of(number)).isEqualTo(written);
  }
}
