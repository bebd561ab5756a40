package dev.assay.benchmarks.prontoqa;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.ListedBenchmark;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.MarkedAnswer;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.util.List;
import java.util.Map;

/**
 * Questions of ProntoQA with the protocol of Coconut's {@code run.py}: the question and a line
 * break, greedy decoding of 128 new tokens, exact match of what follows the last {@code #} with
 * {@code True} or {@code False}.
 */
final class ProntoqaBenchmark extends ListedBenchmark<TextGenerationRequest, GeneratedText> {
  /** What is asked and how it is scored, for the card. */
  static final String DESCRIPTION =
      "Does a statement follow in five steps from rules about made-up concepts? Scored by exact match of what follows the last # with True or False; greedy, at most 128 new tokens.";

  private static final String QUESTION = "question";
  private static final String EXACT_MATCH = "exact_match";
  private static final int MAX_NEW_TOKENS = 128;
  private static final int MAX_BYTES = 2_000;

  /**
   * Creates a benchmark.
   *
   * @param questions in their order, by the ids of their examples
   */
  ProntoqaBenchmark(BenchmarkCard card, Map<String, Question> questions) {
    super(card, AbilityKind.GENERATE_TEXT, examples(questions));
  }

  private static List<Example> examples(Map<String, Question> questions) {
    return questions.entrySet().stream()
        .map(
            entry ->
                new Example(
                    entry.getKey(),
                    Map.of(QUESTION, entry.getValue().text()),
                    entry.getValue().answer()))
        .toList();
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.accuracy(EXACT_MATCH));
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    return List.of(
        new TextGenerationRequest(
            requestId(example, 0),
            example.fields().get(QUESTION) + "\n",
            MAX_NEW_TOKENS,
            MAX_BYTES,
            List.of(),
            Sampling.GREEDY,
            seed));
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    MarkedAnswer answer = MarkedAnswer.in(outputs.get(0).text());
    return Score.of(EXACT_MATCH, answer.matches(example.target()) ? 1 : 0, answer.answer());
  }
}
