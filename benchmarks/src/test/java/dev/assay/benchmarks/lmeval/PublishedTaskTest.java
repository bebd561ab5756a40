package dev.assay.benchmarks.lmeval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Sha256;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.PublishedData;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedText;
import dev.assay.model.TextGenerationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task file over GSM8k's published data, which lie in a data folder. */
class PublishedTaskTest {
  private static final Path GOLDENS = Path.of("src/test/resources/dev/assay/benchmarks/gsm8k");
  private static final String TASK =
      """
      task: grade_school
      dataset_path: json
      dataset_kwargs:
        data_files:
          train: gsm8k/train.jsonl
          test: gsm8k/test.jsonl
      test_split: test
      fewshot_split: train
      num_fewshot: 5
      doc_to_text: "Question: {{question}}\\nAnswer:"
      doc_to_target: "{{answer}}"
      generation_kwargs:
        until: ["Question:", "</s>", "<|im_end|>"]
        do_sample: false
      metric_list:
        - metric: exact_match
          aggregation: mean
          higher_is_better: true
          ignore_case: true
          regexes_to_ignore: [",", "\\\\$", "(?s).*#### ", "\\\\.$"]
      filter_list:
        - name: strict
          filter:
            - {function: regex, regex_pattern: "#### (\\\\-?[0-9\\\\.\\\\,]+)"}
            - {function: take_first}
        - name: flexible
          filter:
            - {function: regex, group_select: -1, regex_pattern: "(-?[$0-9.,]{2,})|(-?[0-9]+)"}
            - {function: take_first}
      """;

  @TempDir Path folder;

  /** Hashes and verdicts: {@code python -m assay_training.gsm8k_goldens}. */
  @Test
  void asksAndJudgesAsLmEvaluationHarnessDoesOnGsm8k() throws IOException {
    DataStore data = PublishedData.with("gsm8k/train.jsonl");
    Path file = Files.writeString(folder.resolve("grade_school.yaml"), TASK);
    Benchmark<?, ?> opened =
        new LmEvalProvider().open("lm-eval", Map.of("path", file.toString()), data);
    GenerationBenchmark benchmark = (GenerationBenchmark) opened;

    List<String> hashes = new ArrayList<>();
    for (Example example : benchmark.examples()) {
      TextGenerationRequest request = benchmark.requests(example, 0).get(0);
      hashes.add(Sha256.of(request.text()));
    }

    assertThat(hashes).isEqualTo(Files.readAllLines(GOLDENS.resolve("prompts.sha256")));
    assertThat(benchmark.metrics())
        .extracting(Metric::name)
        .containsExactly("exact_match,strict", "exact_match,flexible");
    Example first = benchmark.examples().get(0);
    GeneratedText written = new GeneratedText("It is 18 dollars.", GeneratedText.Finish.END);
    Score score = benchmark.score(first, List.of(written));
    assertThat(score.values())
        .containsEntry("exact_match,strict", 0.0)
        .containsEntry("exact_match,flexible", 1.0);
  }
}
