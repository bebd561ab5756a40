package dev.assay.benchmarks.gsm8k;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import dev.assay.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Gsm8kProviderTest {
  @TempDir Path folder;
  private final Gsm8kProvider provider = new Gsm8kProvider();

  @Test
  void thePluginIsFoundAndNeedsData() {
    List<BenchmarkProvider.Entry> entries =
        Plugins.discover(getClass().getClassLoader()).benchmarkProviders().stream()
            .filter(Gsm8kProvider.class::isInstance)
            .flatMap(found -> found.entries().stream())
            .toList();

    assertThat(entries)
        .extracting(BenchmarkProvider.Entry::name, BenchmarkProvider.Entry::embedded)
        .containsExactly(tuple("gsm8k/test", false), tuple("gsm8k/plain", false));
  }

  @Test
  void aPromptHasFiveWorkedExamplesThenTheQuestion() throws IOException {
    FewShotBenchmark benchmark = fewShot();

    List<TextGenerationRequest> requests = benchmark.requests(benchmark.examples().get(1), 7);

    // python3 -c "from random import Random; r = Random(1234); r.sample(range(20), 5);
    //   print(r.sample(range(20), 5))"
    String shots =
        IntStream.of(2, 3, 11, 7, 0)
            .mapToObj(
                "Question: train %1$d?\nAnswer: It is <<%1$d+1=2>>2.\n#### %1$d\n\n"::formatted)
            .collect(Collectors.joining());
    assertThat(requests)
        .containsExactly(
            new TextGenerationRequest(
                new RequestId("gsm8k/test", "1", 0),
                shots + "Question: test 1?\nAnswer:",
                256,
                8_000,
                List.of("Question:", "</s>", "<|im_end|>"),
                Sampling.GREEDY,
                7));
  }

  @Test
  void bothFiltersScoreAnOutputAndTheStrictAnswerIsShown() throws IOException {
    FewShotBenchmark benchmark = fewShot();
    Example example = benchmark.examples().get(2);

    Score loose = benchmark.score(example, List.of(text("The answer is 2.")));
    Score strict = benchmark.score(example, List.of(text("#### $2\n#### 2. No, 3")));

    assertThat(benchmark.metrics())
        .extracting(Metric::name)
        .containsExactly("strict_match", "flexible_extract");
    assertThat(loose)
        .isEqualTo(new Score(Map.of("strict_match", 0.0, "flexible_extract", 1.0), "[invalid]"));
    assertThat(strict)
        .isEqualTo(new Score(Map.of("strict_match", 1.0, "flexible_extract", 0.0), "2."));
  }

  @Test
  void thePlainQuestionIsJudgedByAnswerAndCalculations() throws IOException {
    StepsBenchmark benchmark = plain();
    Example example = benchmark.examples().get(2);

    Score score = benchmark.score(example, List.of(text("<<2+1=2>>\n### 2")));

    assertThat(benchmark.requests(example, 0).get(0).prompt()).isEqualTo("test 2?\n");
    assertThat(score.values()).containsEntry("exact_match", 1.0).containsEntry("steps_right", 1.0);
  }

  @Test
  void editedDataRunButTheCardSaysSo() throws IOException {
    for (Benchmark<?, ?> benchmark : List.of(fewShot(), plain())) {
      assertThat(benchmark.card().source()).contains("data modified (sha256 differs");
      assertThat(benchmark.card().generated()).isFalse();
    }
    String before = fewShot().card().sha256();
    put("train.jsonl", "other", 20);

    assertThat(open("gsm8k/test").card().sha256()).isNotEqualTo(before);
  }

  @Test
  void aMalformedLineIsNamed() throws IOException {
    put("train.jsonl", "train", 20);
    assertMessage("{\"question\": \"a\"}", "line 1", "'answer' is missing");
    assertMessage("{\"question\": \"a\", \"answer\": 3}", "line 1", "'answer' is 3");
    assertMessage("{\"question\": \"a\", \"answer\": \"3\"}", "line 1", "#### NUMBER");
    assertMessage("{\"question\"", "line 1", "not valid JSON");
    assertMessage("", "test.jsonl", "no problem");
  }

  @Test
  void tooFewWorkedExamplesAreASetupError() throws IOException {
    put("test.jsonl", "test", 3);
    put("train.jsonl", "train", 4);

    assertThatThrownBy(() -> open("gsm8k/test"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("train.jsonl: holds 4 problems; a prompt shows 5 worked examples");
  }

  @Test
  void withoutDataTheErrorSaysHowToGetThem() {
    assertThatThrownBy(() -> open("gsm8k/plain"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("gsm8k/test.jsonl")
        .hasMessageContaining("assay data pull gsm8k");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> open("gsm8k/tests"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("did you mean 'gsm8k/test'?");
  }

  private void assertMessage(String line, String... parts) throws IOException {
    Files.writeString(folder.resolve("gsm8k/test.jsonl"), line);

    assertThatThrownBy(() -> open("gsm8k/test"))
        .isInstanceOf(SetupException.class)
        .message()
        .contains(parts);
  }

  private FewShotBenchmark fewShot() throws IOException {
    put("test.jsonl", "test", 3);
    put("train.jsonl", "train", 20);
    return (FewShotBenchmark) open("gsm8k/test");
  }

  private StepsBenchmark plain() throws IOException {
    put("test.jsonl", "test", 3);
    return (StepsBenchmark) open("gsm8k/plain");
  }

  private Benchmark<?, ?> open(String name) {
    return provider.open(name, new DataStore(List.of(folder)));
  }

  private void put(String file, String word, int problems) throws IOException {
    Files.createDirectories(folder.resolve("gsm8k"));
    Files.writeString(
        folder.resolve("gsm8k").resolve(file),
        IntStream.range(0, problems)
            .mapToObj(
                i ->
                    Json.line(
                            Map.of(
                                "question",
                                "%s %d?".formatted(word, i),
                                "answer",
                                "It is <<%1$d+1=2>>2.\n#### %1$d".formatted(i)))
                        + "\n")
            .collect(Collectors.joining()));
  }

  private static GeneratedText text(String output) {
    return new GeneratedText(output, GeneratedText.Finish.END);
  }
}
