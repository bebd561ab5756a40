package dev.assay.benchmarks.gsm8k;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.Sha256;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.PublishedData;
import dev.assay.data.DataCheck;
import dev.assay.model.GeneratedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against the published problems and solutions, see {@link PublishedData}, and
 * lm-evaluation-harness 0.4.13; golden values made by {@code python -m
 * assay_training.gsm8k_goldens}.
 */
class PublishedGsm8kTest {
  private static final Path GOLDENS = Path.of("src/test/resources/dev/assay/benchmarks/gsm8k");
  private static final String ICOT = "icot-gpt2";
  private static final Pattern PROGRESS =
      Pattern.compile("\r? *\\d+%\\|[^|\r\n]*\\| \\d+/\\d+ \\[[^]\r\n]*]");

  @Test
  void thePublishedFilesHaveTheChecksumsOfTheDataSet() {
    assertThat(PublishedData.with("gsm8k/test.jsonl").verify(Gsm8kDataSet.SET))
        .hasSize(2)
        .allMatch(check -> check.status() == DataCheck.Status.OK);
  }

  @Test
  void everyPromptIsLmEvaluationHarnesssToTheByte() throws IOException {
    FewShotBenchmark benchmark = (FewShotBenchmark) open("gsm8k/test");

    List<String> hashes =
        benchmark.examples().stream()
            .map(example -> Sha256.of(benchmark.requests(example, 0).get(0).text()))
            .toList();

    assertThat(hashes).hasSize(1_319);
    assertThat(hashes).isEqualTo(Files.readAllLines(GOLDENS.resolve("prompts.sha256")));
    assertThat(benchmark.card().source()).isEqualTo(Gsm8kDataSet.SOURCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification", ICOT})
  void recordedOutputsAreJudgedAsByLmEvaluationHarness(String recording) throws IOException {
    FewShotBenchmark benchmark = (FewShotBenchmark) open("gsm8k/test");
    Map<String, List<String>> goldens =
        Files.readAllLines(GOLDENS.resolve("recorded-verdicts.tsv")).stream()
            .map(line -> Arrays.asList(line.split("\t")))
            .collect(Collectors.toMap(cells -> cells.get(0), Function.identity()));
    List<String> outputs = recording.equals(ICOT) ? icotOutputs() : solutions(recording);

    for (AnswerFilter filter : AnswerFilter.values()) {
      int column = goldens.get("recording").indexOf(filter.metric());
      assertThat(digits(benchmark.examples(), outputs, benchmark::score, filter.metric()))
          .isEqualTo(goldens.get(recording).get(column));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification"})
  void bothProtocolsAgreeWithTheAuthorsOnEverySolution(String system) throws IOException {
    StepsBenchmark plain = (StepsBenchmark) open("gsm8k/plain");
    FewShotBenchmark fewShot = (FewShotBenchmark) open("gsm8k/test");
    String correct =
        recorded().stream()
            .map(line -> line.get(system).get("is_correct").asBoolean() ? "1" : "0")
            .collect(Collectors.joining());

    assertThat(digits(plain.examples(), solutions(system), plain::score, "exact_match"))
        .isEqualTo(correct);
    assertThat(digits(fewShot.examples(), solutions(system), fewShot::score, "strict_match"))
        .isEqualTo(correct);
  }

  @Test
  void theCalculationsOfAProblemAreTheStepsThatIcotWasAskedFor() throws IOException {
    List<String> targets = inLog("Target");
    List<Problem> problems =
        Problem.read(Gsm8kDataSet.test(PublishedData.with("gsm8k/test.jsonl")));

    for (int i = 0; i < targets.size(); i++) {
      assertThat(Problem.calculations(targets.get(i))).isEqualTo(problems.get(i).steps());
    }
    assertThat(targets).hasSize(1_319);
  }

  private static Benchmark<?, ?> open(String name) {
    return new Gsm8kProvider().open(name, PublishedData.with("gsm8k/test.jsonl"));
  }

  private interface Scorer {
    Score score(Example example, List<GeneratedText> outputs);
  }

  private static String digits(
      List<Example> examples, List<String> outputs, Scorer scorer, String metric) {
    assertThat(outputs).hasSameSizeAs(examples);
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < examples.size(); i++) {
      GeneratedText text = new GeneratedText(outputs.get(i), GeneratedText.Finish.END);
      double value = scorer.score(examples.get(i), List.of(text)).values().get(metric);
      digits.append((int) value);
    }
    return digits.toString();
  }

  private static List<JsonNode> recorded() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    Path file = PublishedData.file("replay/gsm8k/example_model_solutions.jsonl");
    for (String line : Files.readAllLines(file)) {
      lines.add(Json.parse(line));
    }
    return lines;
  }

  /** The file writes {@code A: N} where the data have {@code #### N}. */
  private static List<String> solutions(String system) throws IOException {
    return recorded().stream()
        .map(line -> line.get(system).get("solution").asText())
        .map(solution -> solution.replaceFirst("(?m)^A: (?=[^\n]*\\z)", "#### "))
        .toList();
  }

  private static List<String> icotOutputs() throws IOException {
    return inLog("Predicted");
  }

  private static List<String> inLog(String label) throws IOException {
    String log = Files.readString(PublishedData.file("replay/gsm8k/icot-gpt2.log"));
    return Pattern.compile("(?m)^" + label + ": (.*)$")
        .matcher(PROGRESS.matcher(log).replaceAll(""))
        .results()
        .map(line -> line.group(1))
        .toList();
  }
}
