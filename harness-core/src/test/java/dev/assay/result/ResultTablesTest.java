package dev.assay.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTablesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uff1d1+1",
        "-",
        "--5",
        "+-5",
        "-5=",
        "-5\n=1"
      })
  void whatASpreadsheetWouldComputeIsMadeText(String cell) {
    assertThat(ResultTables.harmless(cell)).isEqualTo("'" + cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "a=b", "-5", "+12.50", "1-1", "'=1", " =1"})
  void anythingElseStaysAsItIs(String cell) {
    assertThat(ResultTables.harmless(cell)).isEqualTo(cell);
  }
}
