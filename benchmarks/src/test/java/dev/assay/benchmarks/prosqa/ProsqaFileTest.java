package dev.assay.benchmarks.prosqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProsqaFileTest {
  private static final String EXAMPLE =
      """
      {
        "question": "Every lempus is a lumpus. Bob is a yumpus. Sally is a lempus. Is Sally a yumpus or lumpus?",
        "answer": "Sally is a lumpus.",
        "steps": ["Sally is a lempus.", "Every lempus is a lumpus."],
        "idx_to_symbol": ["Bob", "Sally", "lempus", "lumpus", "yumpus"],
        "edges": [[1, 2], [2, 3], [0, 4]],
        "root": 1,
        "target": 3,
        "neg_target": 4
      }
      """;

  @Test
  void aQuestionIsReadWithItsGraph() {
    List<Question> questions = read("[" + EXAMPLE + "]");

    assertThat(questions)
        .containsExactly(
            new Question(
                new Graph(
                    List.of("Bob", "Sally", "lempus", "lumpus", "yumpus"),
                    List.of(new Graph.Edge(1, 2), new Graph.Edge(2, 3), new Graph.Edge(0, 4))),
                1,
                3,
                4,
                "Every lempus is a lumpus. Bob is a yumpus. Sally is a lempus.",
                "Is Sally a yumpus or lumpus?"));
    assertThat(questions.get(0).swapped().text())
        .isEqualTo(
            "Every lempus is a lumpus. Bob is a yumpus. Sally is a lempus. Is Bob a yumpus or lumpus?");
    assertThat(questions.get(0).swapped().answer()).isEqualTo("Bob is a yumpus.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "\"root\": 1; \"root\": 2; root; 0 or 1 expected",
        "\"root\": 1,; ; root; an index of a node expected",
        "\"target\": 3; \"target\": 5; target; an index of a node expected, below 5",
        "\"target\": 3; \"target\": \"3\"; target; an index of a node expected",
        "\"neg_target\": 4; \"neg_target\": 2; question; does not end by asking",
        "[0, 4]; [0, 5]; edges; [0,5] is no pair of indexes below 5",
        "[0, 4]; [0, 4, 1]; edges; is no pair",
        "[0, 4]; [1, 2]; edges; an edge stands twice",
        "[0, 4]; [0, 3]; question; not those of 'edges'",
        "\"lempus\",; \"Bob\",; idx_to_symbol; each once",
        "Bob is a yumpus. Sally; Sally; question; not those of 'edges'",
        "Is Sally a yumpus; Is Bob a yumpus; question; does not end by asking",
        "\"answer\": \"Sally is a lumpus.\"; \"answer\": \"Sally is a yumpus.\"; answer; 'Sally is a lumpus.' expected",
        "\"answer\": \"Sally is a lumpus.\"; \"answer\": 7; answer; a text expected",
        "[\"Sally is a lempus.\", ; [; steps; no shortest path",
        "[\"Sally is a lempus.\"; [7; steps; a list of texts expected",
        "\"edges\"; \"links\"; edges; a list expected",
      })
  void anErrorNamesFileExampleAndKey(String right, String wrong, String key, String message) {
    String broken = EXAMPLE.replace(right, wrong == null ? "" : wrong);

    assertThat(broken).isNotEqualTo(EXAMPLE);
    assertThatThrownBy(() -> read("[" + EXAMPLE + "," + broken + "]"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("some.json, example 1, key '" + key + "'")
        .hasMessageContaining(message)
        .hasMessageContaining("assay data pull prosqa");
  }

  @Test
  void aCandidateOfBothPersonsLeavesTheQuestionOpen() {
    String both =
        EXAMPLE
            .replace("Bob is a yumpus. ", "Bob is a yumpus. Bob is a lempus. ")
            .replace("[0, 4]", "[0, 4], [0, 2]");

    assertThatThrownBy(() -> read("[" + both + "]"))
        .hasMessageContaining(
            "example 0, key 'target': it must be reachable from the person asked");
    String neither =
        EXAMPLE
            .replace("Bob is a yumpus. ", "Jack is a yumpus. ")
            .replace("\"yumpus\"]", "\"yumpus\", \"Jack\"]")
            .replace("[0, 4]", "[5, 4]");
    assertThatThrownBy(() -> read("[" + neither + "]"))
        .hasMessageContaining("example 0, key 'neg_target': it must be reachable from the other");
  }

  @Test
  void aFileThatIsCutOffOrNoArrayIsAnErrorThatSaysWhere() {
    assertThatThrownBy(() -> read("[" + EXAMPLE + ",\n{"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("some.json, line 12: not JSON or cut off");
    assertThatThrownBy(() -> read("{}"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("some.json: a JSON array of examples expected");
  }

  private static List<Question> read(String text) {
    return ProsqaFile.read(DataText.of("some.json", text));
  }
}
