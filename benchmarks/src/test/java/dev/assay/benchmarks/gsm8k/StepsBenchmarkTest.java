package dev.assay.benchmarks.gsm8k;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsBenchmarkTest {
  private static final Example EXAMPLE =
      new Example("0", Map.of("question", "How many eggs?"), "2,000");
  private static final StepsBenchmark BENCHMARK =
      new StepsBenchmark(
          new BenchmarkCard("eggs", "1", "Eggs", "eggs", "", "", "", "", true),
          List.of(EXAMPLE),
          Map.of("0", List.of("<<10*20=200>>", "<<200*10=2000>>")));

  @Test
  void theQuestionIsALineAndTheModelGoesOn() {
    assertThat(BENCHMARK.requests(EXAMPLE, 7))
        .containsExactly(
            new TextGenerationRequest(
                new RequestId("eggs", "0", 0),
                "How many eggs?\n",
                64,
                2_000,
                List.of(),
                Sampling.GREEDY,
                7));
  }

  @Test
  void theAnswerIsTheMainMetric() {
    assertThat(BENCHMARK.metrics())
        .extracting(Metric::name)
        .containsExactly("exact_match", "steps_right", "steps_wrong", "steps_none");
  }

  @ParameterizedTest
  @CsvSource({
    "### 2000, 1",
    "'#### 2,000', 1",
    "###2000, 1",
    "'### 2000 \n\n', 1",
    "### 7 ### 2000, 1",
    "### 2000 ### 7, 0",
    "### 2000., 0",
    "### 2000 eggs, 0",
    "### 02000, 0",
    "### $2000, 0",
    "###, 0",
    "'', 0"
  })
  void theAnswerIsTheTextAfterTheLastMark(String output, double right) {
    assertThat(score(output).values()).containsEntry("exact_match", right);
  }

  @ParameterizedTest
  @CsvSource({
    "'<<10*20=200>>\n<<200*10=2000>>\n### 2000', steps_right",
    "'<<10*20=200>> <<200*10=2000>>  #### 7', steps_right",
    "'There are 10 * 20 = <<10*20=200>>200, so <<200*10=2000>>2000.\n#### 2000', steps_right",
    "'<<200*10=2000>>\n<<10*20=200>>\n### 2000', steps_wrong",
    "'<<10*20=200>>\n### 2000', steps_wrong",
    "'<<10*20=201>>\n<<201*10=2000>>\n### 2000', steps_wrong",
    "'<<10*20=200>>\n<<200*10=2000>>\n<<1+1=2>>\n### 2000', steps_wrong",
    "'<<10*20=', steps_wrong",
    "### 2000, steps_none",
    "2000, steps_none",
    "'', steps_none"
  })
  void theCalculationsBeforeTheAnswerAreThoseOfTheSolutionOrNot(String output, String kind) {
    Map<String, Double> values = score(output).values();

    assertThat(values).containsEntry(kind, 1.0);
    assertThat(values.get("steps_right") + values.get("steps_wrong") + values.get("steps_none"))
        .isEqualTo(1);
  }

  @Test
  void theAnswerIsShownAsCompared() {
    assertThat(score("<<1+1=2>>\n### 2,0 ").answer()).isEqualTo("20");
  }

  private static Score score(String output) {
    return BENCHMARK.score(EXAMPLE, List.of(new GeneratedText(output, GeneratedText.Finish.END)));
  }
}
