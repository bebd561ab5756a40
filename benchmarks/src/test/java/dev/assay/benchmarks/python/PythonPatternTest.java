package dev.assay.benchmarks.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PythonPatternTest {
  /** Golden values of CPython 3.11: {@code python -m assay_training.regular_expression_goldens}. */
  @TestFactory
  Stream<DynamicTest> findsAndReplacesWhatPythonDoes() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("regular-expressions.json")) {
      return StreamSupport.stream(Json.mapper().readTree(in).spliterator(), false)
          .map(
              row ->
                  DynamicTest.dynamicTest(
                      row.get("pattern").asText() + " in " + row.get("text"), () -> holds(row)));
    }
  }

  private static void holds(JsonNode row) {
    PythonPattern pattern = PythonPattern.compile(row.get("pattern").asText());
    String text = row.get("text").asText();

    JsonNode found = Json.mapper().valueToTree(pattern.findAll(text));
    assertThat(found).isEqualTo(row.get("found"));
    assertThat(pattern.replace(text, "<>", 0)).isEqualTo(row.get("replaced").asText());
  }

  @Test
  void aReplacementMayNameGroups() {
    PythonPattern date = PythonPattern.compile("(\\d+)-(\\d+)");

    assertThat(date.replace("5-6, 7-8", "\\2/\\g<1>", 0)).isEqualTo("6/5, 8/7");
    assertThat(date.replace("5-6, 7-8", "\\n", 1)).isEqualTo("\n, 7-8");
  }

  @Test
  void aReplacementWithAnEscapeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> PythonPattern.compile("a").replace("a", "\\q", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\\q");
  }

  @Test
  void whatIsEscapedMatchesItself() {
    String text = "a.b[c]-d (e) f\\g #1 {2} ^$|?*+~&";

    assertThat(PythonPattern.compile(PythonPattern.escape(text)).findAll(text))
        .containsExactly(List.of(text));
  }

  @Test
  void whatJavaHasNothingForIsRefused() {
    for (String expression :
        List.of("(a)?(?(1)b|c)", "\\N{DIGIT ONE}", "(?a)\\w", "\\q", "[a", "a\\")) {
      assertThatThrownBy(() -> PythonPattern.compile(expression))
          .as(expression)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
