package dev.assay.lmeval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.benchmark.Score;
import dev.assay.model.Usage;
import dev.assay.result.ExampleResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Examples as lines of a samples file, and lines as examples. */
class SampleTest {
  private static final ExampleResult RIGHT =
      new ExampleResult(
          "m",
          "b",
          "first",
          "0123",
          Map.of("word", "Zoë \ud83d\ude00 \ud800"),
          "Z",
          "Say \"Z\".\n",
          List.of("Z", "z"),
          Optional.of(new Score(Map.of("exact_match", 1.0, "length", 2.5), "Z")),
          Optional.empty(),
          Usage.NONE,
          Optional.empty(),
          false);
  private static final ExampleResult FAILED =
      new ExampleResult(
          "m",
          "b",
          "second",
          "4567",
          Map.of("word", "Y"),
          "Y",
          "Say Y.",
          List.of(),
          Optional.empty(),
          Optional.of("no answer within 1 s"),
          Usage.NONE,
          Optional.empty(),
          false);

  @Test
  void anExampleThatIsWrittenAndReadIsTheSameWhetherScoredOrFailed() throws Exception {
    for (ObjectNode node : Samples.of(List.of(RIGHT, FAILED), "m", "b")) {
      Sample read = new Sample(ResultsFile.READER.readTree(Json.line(node)));

      assertThat(read.example("m", "b")).isIn(RIGHT, FAILED);
      assertThat(read.filter()).isEqualTo("none");
    }
  }

  @Test
  void onlyExamplesOfTheModelAndBenchmarkAreWritten() {
    assertThat(Samples.of(List.of(RIGHT, FAILED), "m", "other")).isEmpty();
    assertThat(Samples.of(List.of(RIGHT, FAILED), "m", "b"))
        .map(s -> s.path("doc_id").asInt())
        .containsExactly(0, 1);
  }

  @Test
  void truthValuesCountListsDoNot() throws Exception {
    Sample sample =
        sample(
            "\"metrics\": [\"strict_acc\", \"bleu\", \"f1\", \"gone\"], \"strict_acc\": true,"
                + " \"bleu\": [\"a\", \"b\"], \"f1\": NaN");

    assertThat(sample.values())
        .containsOnlyKeys("strict_acc", "f1")
        .containsEntry("strict_acc", 1.0);
    assertThat(sample.values().get("f1")).isNaN();
  }

  @Test
  void whereAModelChoosesTheWordsStandForTheirNumbers() throws Exception {
    ExampleResult example =
        sample(
                """
                "target": "1", "arguments": {
                  "gen_args_0": {"arg_0": "It is", "arg_1": " hot"},
                  "gen_args_1": {"arg_0": "It is", "arg_1": " cold"},
                  "gen_args_2": {"arg_0": "", "arg_1": " hot"},
                  "gen_args_3": {"arg_0": "", "arg_1": " cold"}},
                "filtered_resps": [["-2.5", "False"], ["-3.5", "False"], ["-1", "False"], ["-1", "False"]]
                """)
            .example("m", "b");

    assertThat(example.target()).isEqualTo("cold");
    assertThat(example.score().map(Score::answer)).contains("hot");
    assertThat(example.prompt()).isEqualTo("It is");
  }

  @Test
  void aSampleWithoutAHashIsKnownByItsDocument() throws Exception {
    assertThat(sample("\"target\": 1").example("m", "b").contentHash())
        .isEqualTo(sample("\"target\": 2").example("m", "b").contentHash())
        .hasSize(64);
  }

  private static Sample sample(String rest) throws Exception {
    return new Sample(
        ResultsFile.READER.readTree("{\"doc_id\": 3, \"doc\": {\"q\": 1}, " + rest + "}"));
  }
}
