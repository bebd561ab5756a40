package dev.assay.lmeval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.benchmark.Score;
import dev.assay.model.Usage;
import dev.assay.result.Continuation;
import dev.assay.result.ExampleResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
    for (ObjectNode node : samples().of(List.of(RIGHT, FAILED), "m", "b")) {
      Sample read = new Sample(ResultsFile.READER.readTree(Json.line(node)));

      assertThat(read.example("m", "b")).isIn(RIGHT, FAILED);
      assertThat(read.filter()).isEqualTo("none");
    }
  }

  @Test
  void onlyExamplesOfTheModelAndBenchmarkAreWritten() {
    assertThat(samples().of(List.of(RIGHT, FAILED), "m", "other")).isEmpty();
    assertThat(samples().of(List.of(RIGHT, FAILED), "m", "b"))
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

  @Test
  void theMetricsOfTwoFiltersStandInASampleEachAndComeTogetherAgain() throws Exception {
    Map<String, Double> values =
        Map.of(
            "exact_match,strict",
            1.0,
            "exact_match,loose",
            0.0,
            "bleu,loose",
            5.5,
            "bleu,loose.match1",
            3.0);
    ExampleResult example = scored(values);
    List<FilteredMetric> metrics =
        Stream.of("exact_match,strict", "exact_match,loose", "bleu,loose")
            .map(FilteredMetric::of)
            .toList();

    List<ObjectNode> nodes = new Samples(metrics).of(List.of(example), "m", "b");

    assertThat(nodes).map(n -> n.get("filter").asText()).containsExactly("strict", "loose");
    assertThat(nodes).map(n -> n.get("doc_id").asInt()).containsExactly(0, 0);
    assertThat(nodes.get(0).get("exact_match").asDouble()).isEqualTo(1);
    assertThat(nodes.get(1).get("bleu.match1").asDouble()).isEqualTo(3);
    List<Sample> read = nodes.stream().map(Sample::new).toList();
    assertThat(Sample.example(read, metrics, "m", "b")).isEqualTo(example);
  }

  @Test
  void whatAModelScoredStandsAsLmEvaluationHarnessWritesIt() throws Exception {
    List<Continuation> continuations =
        List.of(
            new Continuation(Optional.empty(), " hot"),
            new Continuation(Optional.empty(), " 1"),
            new Continuation(Optional.of(""), " hot"));
    ExampleResult example =
        new ExampleResult(
            "m",
            "b",
            "0",
            "0123",
            Map.of(),
            "1",
            "It is",
            List.of(likelihood(-2.5, true), likelihood(-3, false), likelihood(-1.5, false)),
            Optional.of(new Score(Map.of("acc", 1.0), "hot")),
            Optional.empty(),
            Usage.NONE,
            Optional.empty(),
            false,
            continuations);

    ObjectNode node =
        new Samples(List.of(FilteredMetric.of("acc"))).of(List.of(example), "m", "b").get(0);

    assertThat(node.at("/arguments/gen_args_1"))
        .hasToString("{\"arg_0\":\"It is\",\"arg_1\":\" 1\"}");
    assertThat(node.at("/arguments/gen_args_2/arg_0").asText()).isEmpty();
    assertThat(node.at("/resps/0")).hasToString("[[\"-2.5\",\"True\"]]");
    assertThat(node.at("/filtered_resps/1")).hasToString("[\"-3.0\",\"False\"]");
    ExampleResult read = new Sample(node).example("m", "b");
    assertThat(read).isEqualTo(example);
  }

  private static String likelihood(double value, boolean greedy) {
    return "{\"logLikelihood\":%s,\"greedy\":%s}".formatted(value, greedy);
  }

  private static ExampleResult scored(Map<String, Double> values) {
    return new ExampleResult(
        "m",
        "b",
        "first",
        "0123",
        Map.of("word", "Z"),
        "Z",
        "Say Z.",
        List.of("Z"),
        Optional.of(new Score(values, "Z")),
        Optional.empty(),
        Usage.NONE,
        Optional.empty(),
        false);
  }

  private static Samples samples() {
    return new Samples(List.of(FilteredMetric.of("exact_match")));
  }

  private static Sample sample(String rest) throws Exception {
    return new Sample(
        ResultsFile.READER.readTree("{\"doc_id\": 3, \"doc\": {\"q\": 1}, " + rest + "}"));
  }
}
