package dev.assay.benchmarks.gsm8k;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.ListedBenchmark;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * GSM8k after five worked examples, as lm-evaluation-harness's task {@code gsm8k} (version 3): same
 * prompts to the byte, same verdicts.
 */
final class FewShotBenchmark extends ListedBenchmark<TextGenerationRequest, GeneratedText> {
  private static final int MAX_NEW_TOKENS = 256;
  private static final int MAX_BYTES = 8_000;
  private static final List<String> STOP = List.of("Question:", "</s>", "<|im_end|>");

  /** What is asked and how it is scored, for the card. */
  static final String DESCRIPTION =
      "Solves a word problem after %d worked examples, as lm-evaluation-harness's task gsm8k, version 3. strict_match takes the number after ####, flexible_extract the last number; greedy, at most %d new tokens."
          .formatted(FewShotPrompts.SHOTS, MAX_NEW_TOKENS);

  private final FewShotPrompts prompts;

  FewShotBenchmark(BenchmarkCard card, FewShotPrompts prompts, List<Example> examples) {
    super(card, AbilityKind.GENERATE_TEXT, examples);
    this.prompts = prompts;
  }

  @Override
  public List<Metric> metrics() {
    return Arrays.stream(AnswerFilter.values())
        .map(filter -> Metric.accuracy(filter.metric()))
        .toList();
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    return List.of(
        new TextGenerationRequest(
            requestId(example, 0),
            prompts.of(Integer.parseInt(example.id()), example.fields().get("question")),
            MAX_NEW_TOKENS,
            MAX_BYTES,
            STOP,
            Sampling.GREEDY,
            seed));
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    String output = outputs.get(0).text();
    Map<String, Double> values =
        Arrays.stream(AnswerFilter.values())
            .collect(
                Collectors.toMap(
                    AnswerFilter::metric,
                    filter -> filter.right(output, example.target()) ? 1.0 : 0.0));
    return new Score(values, AnswerFilter.STRICT.in(output));
  }
}
