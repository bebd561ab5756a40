package dev.assay.baselines.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.baselines.prepared.Asked;
import dev.assay.baselines.prepared.RealData;
import dev.assay.baselines.prepared.TextBenchmark;
import dev.assay.benchmark.Example;
import dev.assay.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayGsm8kTest {
  private static final String SUM =
      """
      {"question": "1 + 1?", "ground_truth": "A: 2", "small": {"solution": "A: 3", "is_correct": false}, "large": {"solution": "A: 2", "is_correct": true}}""";

  @TempDir Path folder;

  private Path solutions(String... lines) throws IOException {
    return Files.write(folder.resolve("example_model_solutions.jsonl"), List.of(lines));
  }

  private static Model replay(Path path, String system) {
    return Asked.open(new ReplayProvider(), Map.of("path", path.toString(), "model", system));
  }

  @Test
  void aSystemsSolutionIsFoundByTheQuestion() throws IOException {
    Path file = solutions(SUM);
    TextBenchmark benchmark = TextBenchmark.of("gsm8k", "2 + 2?", "4", "1 + 1?", "2");

    Asked asked = Asked.all(replay(file, "large"), benchmark);

    assertThat(asked.texts()).isEqualTo(Map.of("2", "#### 2"));
    assertThat(asked.failures())
        .isEqualTo(Map.of("1", "example_model_solutions.jsonl has no output for example '1'"));
  }

  @Test
  void theSystemMustBeChosenAmongThoseRecorded() throws IOException {
    Path file = solutions(SUM);

    assertThatThrownBy(() -> Asked.open(new ReplayProvider(), Map.of("path", file.toString())))
        .isInstanceOf(SetupException.class)
        .hasMessageEndingWith("choose one with model=NAME: large, small");
    assertThatThrownBy(() -> replay(file, "larg"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("'larg'; did you mean 'large'?");
  }

  @Test
  void aQuestionThatComesTwiceIsNamedWithItsLine() throws IOException {
    Path file = solutions(SUM, SUM);

    assertThatThrownBy(() -> replay(file, "large"))
        .isInstanceOf(SetupException.class)
        .hasMessage(file + ":2: the same question as on line 1");
  }

  @Test
  void onlyTheLastLinesMarkIsPutBack() throws IOException {
    Path file =
        solutions(
            """
            {"question": "1 + 1?", "ground_truth": "A: 2", "small": {"solution": "Q: 1 + 1?\\nA: I think\\nA: 2"}, "large": {"solution": "A: 2\\nor so"}}""");
    TextBenchmark benchmark = TextBenchmark.of("gsm8k", "1  + 1? ", "2");

    assertThat(Asked.all(replay(file, "small"), benchmark).texts().values())
        .containsExactly("Q: 1 + 1?\nA: I think\n#### 2");
    assertThat(Asked.all(replay(file, "large"), benchmark).texts().values())
        .containsExactly("A: 2\nor so");
  }

  @Test
  void anEvaluationsLogIsReadBetweenItsProgressBars() throws IOException {
    Path log = folder.resolve("icot-tiny.log");
    Files.writeString(
        log,
        """
        1000
        \r  0%|          | 0/2 [00:00<?, ?it/s]\r 50%|█████     | 1/2 [00:00<00:01,  3.18it/s]Input: 1 + 1?\s
        Target:  <<1+1=2>>  #### 2\s
        Predic\r100%|██████████| 2/2 [00:00<00:00,  3.18it/s]ted:  #### 3\s

        Input: 2 +2?\s
        Target:  <<2+2=4>>  #### 4\s
        Predicted:\s

        Test Accuracy: 0.0. Throughput: 34.5
        """);
    TextBenchmark benchmark = TextBenchmark.of("gsm8k", "2 + 2?", "4", "1 + 1?", "2");

    Model model = replay(log, "icot-tiny");

    assertThat(Asked.all(model, benchmark).texts()).isEqualTo(Map.of("1", "", "2", "#### 3"));
    assertThat(model.card().properties()).containsEntry("format", "icot");
  }

  @Test
  void aLogOfSomethingElseIsNoRecording() throws IOException {
    Path log = Files.writeString(folder.resolve("build.log"), "Input: 3\nall went well\n");

    assertThatThrownBy(() -> replay(log, "build"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("a log with the lines 'Input:', 'Target:' and 'Predicted:' (icot)");
    assertThatThrownBy(
            () ->
                Asked.open(new ReplayProvider(), Map.of("path", log.toString(), "format", "icot")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("build.log holds no problem");
  }

  // Shares of is_correct in openai/grade-school-math's example_model_solutions.jsonl, e.g.
  // jq -s 'map(select(."6b_finetuning".is_correct)) | length' example_model_solutions.jsonl
  @ParameterizedTest
  @CsvSource({
    "6b_finetuning, 286",
    "6b_verification, 515",
    "175b_finetuning, 458",
    "175b_verification, 742"
  })
  void thePublishedSolutionsScoreAsTheirAuthorsSay(String system, int correct) throws IOException {
    Path recording = RealData.folder("replay/gsm8k");
    TextBenchmark problems =
        TextBenchmark.of("gsm8k", problems(RealData.folder("gsm8k").resolve("test.jsonl")))
            .stoppingAt()
            .judgedBy((solution, target) -> afterLast("#", solution).equals(target));

    Asked asked = Asked.all(replay(recording, system), problems);

    assertThat(asked.failures()).isEmpty();
    assertThat(asked.accuracy(problems)).isEqualTo(correct / 1319.0);
  }

  private static List<Example> problems(Path file) throws IOException {
    List<Example> problems = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode problem = Json.parse(line);
      problems.add(
          new Example(
              String.valueOf(problems.size() + 1),
              Map.of("question", problem.get("question").asText()),
              afterLast("#", problem.get("answer").asText())));
    }
    return problems;
  }

  private static String afterLast(String mark, String text) {
    return text.substring(text.lastIndexOf(mark) + mark.length()).strip().replace(",", "");
  }
}
