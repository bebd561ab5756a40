package dev.assay.benchmarks.prontoqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProntoqaFileTest {
  private static final String EXAMPLE =
      """
      {"test_example": {
        "question": "Lempuses are not hot. Sam is a lempus.",
        "query": "True or false: Sam is hot.",
        "chain_of_thought": ["Sam is a lempus.", "Lempuses are not hot.", "Sam is not hot."],
        "answer": "False"}}
      """;

  @Test
  void questionsKeepTheirNames() {
    assertThat(read("{\"example1\": " + EXAMPLE + "}"))
        .isEqualTo(
            Map.of(
                "example1",
                new Question(
                    "Lempuses are not hot. Sam is a lempus.",
                    "True or false: Sam is hot.",
                    "False")));
  }

  @Test
  void ofTenThousandTheLastEightHundredAreTheTest() {
    String file =
        IntStream.rangeClosed(1, 10_000)
            .mapToObj(i -> "\"example" + i + "\": " + EXAMPLE)
            .collect(Collectors.joining(",", "{", "}"));

    assertThat(read(file))
        .hasSize(800)
        .containsKeys("example9201", "example10000")
        .doesNotContainKey("example9200");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "test_example; example; test_example; an object expected",
        "\"question\"; \"text\"; question; a text expected",
        "\"True or false: Sam is hot.\"; 7; query; a text expected",
        "True or false:; Prove:; query; does not begin with 'True or false: '",
        "chain_of_thought; steps; chain_of_thought; a list of texts expected",
        "\"Sam is not hot.\"; 7; chain_of_thought; a list of texts expected",
        "\"False\"; \"no\"; answer; True or False expected, not 'no'",
        "\"False\"; false; answer; a text expected",
      })
  void anErrorNamesFileExampleAndKey(String right, String wrong, String key, String message) {
    String broken = EXAMPLE.replace(right, wrong);

    assertThat(broken).isNotEqualTo(EXAMPLE);
    assertThatThrownBy(() -> read("{\"example1\": " + EXAMPLE + ", \"example2\": " + broken + "}"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("some.json, example 'example2', key '" + key + "'")
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsCutOffOrNoObjectIsAnErrorThatSaysHowToMakeIt() {
    assertThatThrownBy(() -> read("{\"example1\": " + EXAMPLE))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("some.json, line 6: not JSON or cut off")
        .hasMessageContaining("python run_experiment.py --model-name json");
    assertThatThrownBy(() -> read("[]"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("some.json: a JSON object of examples expected");
  }

  private static Map<String, Question> read(String text) {
    return ProntoqaFile.read(DataText.of("some.json", text));
  }
}
