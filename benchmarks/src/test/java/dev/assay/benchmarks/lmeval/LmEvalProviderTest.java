package dev.assay.benchmarks.lmeval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmark.Metric;
import dev.assay.data.DataStore;
import dev.assay.model.TextGenerationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmEvalProviderTest {
  private static final Path PARITY =
      Path.of("src/test/resources/dev/assay/benchmarks/lmeval/parity");
  private static final String GENERATION =
      """
      task: sums
      dataset_path: json
      dataset_kwargs: {data_files: {test: sums.jsonl}}
      test_split: test
      doc_to_text: "{{a}} + {{b}} ="
      doc_to_target: "{{a + b}}"
      """;
  private static final String CHOICE =
      """
      task: sums
      dataset_path: json
      dataset_kwargs: {data_files: {test: sums.jsonl}}
      test_split: test
      output_type: multiple_choice
      doc_to_text: "{{a}} + {{b}} ="
      doc_to_choice: ["2", "3", "4"]
      doc_to_target: "{{a + b - 2}}"
      """;

  private final LmEvalProvider provider = new LmEvalProvider();
  private final DataStore none = new DataStore(List.of());
  @TempDir Path folder;

  @BeforeEach
  void dataLieBesideTheTaskFile() throws IOException {
    Files.writeString(folder.resolve("sums.jsonl"), "{\"a\": 1, \"b\": 2}\n{\"a\": 1, \"b\": 1}\n");
  }

  private Benchmark<?, ?> opened(String yaml, Map<String, String> more) {
    Path file = folder.resolve("task.yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Map<String, String> options = new TreeMap<>(more);
    options.put("path", file.toString());
    return provider.open("lm-eval", options, none);
  }

  private void refused(String yaml, String... parts) {
    assertThatThrownBy(() -> opened(yaml, Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("task.yaml");
  }

  @Test
  void theCardNamesTaskVersionAndFilesAndItsHashFollowsWhatIsAsked() {
    Benchmark<?, ?> benchmark = opened(GENERATION, Map.of("name", "sums"));

    assertThat(benchmark.card().name()).isEqualTo("lm-eval:sums");
    assertThat(benchmark.card().title()).isEqualTo("sums");
    assertThat(opened(GENERATION, Map.of("name", "greedy")).card().title())
        .isEqualTo("sums, greedy");
    assertThat(benchmark.card().version()).isEqualTo("0");
    assertThat(benchmark.card().source()).isEqualTo("local files: sums.jsonl");
    assertThat(benchmark.card().description()).contains("0 worked examples", "256 new tokens");
    String before = benchmark.card().sha256();
    assertThat(opened(GENERATION, Map.of()).card().sha256()).isEqualTo(before);
    String other = GENERATION.replace("} =", "} is");
    assertThat(opened(other, Map.of()).card().sha256()).isNotEqualTo(before);
    String longer = GENERATION + "generation_kwargs: {max_gen_toks: 8}\n";
    assertThat(opened(longer, Map.of()).card().sha256()).isNotEqualTo(before);
  }

  @Test
  void aTaskThatSaysNothingOfGenerationIsGreedyAndEndsAtABlankLine() {
    Benchmark<?, ?> benchmark = opened(GENERATION, Map.of());

    TextGenerationRequest request =
        (TextGenerationRequest) benchmark.requests(benchmark.examples().get(0), 3).get(0);
    assertThat(request.text()).isEqualTo("1 + 2 =");
    assertThat(request.stop()).containsExactly("\n\n");
    assertThat(request.maxNewTokens()).isEqualTo(256);
    assertThat(request.sampling().greedy()).isTrue();
    assertThat(benchmark.examples().get(0).target()).isEqualTo("3");
  }

  @Test
  void theNumberOfWorkedExamplesMayBeGiven() {
    Map<String, String> options = Map.of("num-fewshot", "1");
    Benchmark<?, ?> benchmark = opened(GENERATION + "fewshot_split: test\n", options);

    TextGenerationRequest request =
        (TextGenerationRequest) benchmark.requests(benchmark.examples().get(0), 3).get(0);
    assertThat(request.text()).isEqualTo("1 + 1 = 2\n\n1 + 2 =");
  }

  @Test
  void aTaskOfAGroupCarriesTheGroup() {
    Map<String, String> options =
        Map.of("path", PARITY.resolve("knowledge.yaml").toString(), "task", "parity_statements");

    assertThat(provider.open("lm-eval", options, none).card().group())
        .isEqualTo("lm-eval:parity_knowledge");
  }

  @Test
  void theTasksOfAGroupAreBenchmarksOfOneGroupEachAsTheGroupHasIt() {
    String file = PARITY.resolve("knowledge.yaml").toString();

    List<Benchmark<?, ?>> tasks = new ArrayList<>();
    for (BenchmarkSpec spec :
        provider.expand(new BenchmarkSpec("lm-eval", Map.of("path", file)), none)) {
      tasks.add(provider.open("lm-eval", spec.options(), none));
    }

    assertThat(tasks)
        .extracting(task -> task.card().name())
        .containsExactly(
            "lm-eval:parity_animals_letters",
            "lm-eval:parity_animals_words",
            "lm-eval:parity_statements");
    assertThat(tasks)
        .extracting(task -> task.card().group())
        .containsOnly("lm-eval:parity_knowledge");
    assertThat(tasks.get(1).card().description()).contains("after 0 worked examples");
  }

  @Test
  void severalTasksAreNamedWhereOneIsExpected() {
    Map<String, String> options = Map.of("path", PARITY.resolve("knowledge.yaml").toString());

    assertThatThrownBy(() -> provider.open("lm-eval", options, none))
        .isInstanceOf(SetupException.class)
        .hasMessageContainingAll("3 tasks", "'task'", "parity_statements");
  }

  @Test
  void metricsOfSeveralFiltersCarryTheFiltersNames() {
    Map<String, String> options = Map.of("path", PARITY.resolve("capitals_zero.yaml").toString());

    assertThat(provider.open("lm-eval", options, none).metrics())
        .extracting(Metric::name)
        .containsExactly("exact_match,strict-match", "exact_match,flexible-extract");
  }

  @Test
  void anUnknownMetricIsNamed() {
    refused(GENERATION + "metric_list: [{metric: exact_mach}]\n", "exact_mach", "'exact_match'");
    refused(CHOICE + "metric_list: [{metric: rouge}]\n", "rouge", "acc_norm");
  }

  @Test
  void anArgumentOrAggregationThatAMetricDoesNotHaveIsNamed() {
    refused(
        GENERATION + "metric_list: [{metric: exact_match, ignore_casing: true}]\n",
        "ignore_casing",
        "'ignore_case'");
    refused(GENERATION + "metric_list: [{metric: exact_match, aggregation: f1}]\n", "f1", "mean");
    refused(
        GENERATION + "metric_list: [{metric: exact_match, regexes_to_ignore: ['(']}]\n",
        "regexes_to_ignore",
        "exact_match");
  }

  @Test
  void aMetricThatDoesNotFitTheTaskIsRefused() {
    refused(CHOICE + "metric_list: [{metric: f1}]\n", "'f1' takes two choices", "3");
    String several = CHOICE.replace("\"{{a + b - 2}}\"", "\"{{[0, 1]}}\"");
    refused(several + "metric_list: [{metric: mcc}]\n", "'mcc'", "doc_to_target");
  }

  @Test
  void anUnknownFilterAndAFilterBehindTheLastStepAreNamed() {
    String before = GENERATION + "filter_list: [{name: x, filter: [";
    refused(before + "{function: regexx}]}]\n", "regexx", "'regex'");
    refused(before + "{function: regex, regex_patern: a}]}]\n", "regex_patern", "'regex_pattern'");
    refused(before + "{function: regex, regex_pattern: '('}]}]\n", "regex_pattern", "x");
    refused(before + "{function: take_first}, {function: lowercase}]}]\n", "after take_first");
    refused(before + "{function: take_first_k, k: 2}]}]\n", "'k'", "1");
  }

  @Test
  void aTaskThatComparesLikelihoodsHasNothingToFilter() {
    refused(CHOICE + "filter_list: [{name: x, filter: [{function: lowercase}]}]\n", "lowercase");
  }

  @Test
  void anUnknownKeyOfGenerationIsNamed() {
    refused(GENERATION + "generation_kwargs: {num_beams: 4}\n", "num_beams", "generation_kwargs");
    refused(GENERATION + "generation_kwargs: {max_gen_toks: 0}\n", "max_gen_toks");
  }

  @Test
  void tooFewDocumentsToDrawFromAreAnError() {
    refused(GENERATION + "fewshot_split: test\nnum_fewshot: 2\n", "num_fewshot", "3", "2");
  }

  @Test
  void aTextWithoutContextHasNoWorkedExamples() {
    refused(
        GENERATION + "output_type: loglikelihood_rolling\nfewshot_split: test\nnum_fewshot: 1\n",
        "num_fewshot",
        "loglikelihood_rolling");
  }
}
