package dev.assay.benchmarks.cute;

import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.ListedBenchmark;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.util.List;
import java.util.Locale;

/**
 * A task of CUTE over some table of examples, with the protocol of CUTE's {@code main.py}: greedy
 * decoding of 100 new tokens after the prompt and {@code Answer: "}, exact match of what is quoted.
 */
final class CuteBenchmark extends ListedBenchmark<TextGenerationRequest, GeneratedText> {
  private static final String EXACT_MATCH = "exact_match";
  private static final int MAX_NEW_TOKENS = 100;
  private static final int MAX_BYTES = 2_000;
  private static final List<String> STOP = List.of("\"");

  private final CuteTask task;
  private final PromptTemplate template;

  CuteBenchmark(
      BenchmarkCard card, CuteTask task, PromptTemplate template, List<Example> examples) {
    super(card, AbilityKind.GENERATE_TEXT, examples);
    this.task = task;
    this.template = template;
  }

  /** How answers are scored, for the card. */
  static String scoring(CuteTask task) {
    return "Scored by exact match%s of the text in double quotes; greedy, at most %d new tokens."
        .formatted(task.onWords() ? ", ignoring case," : "", MAX_NEW_TOKENS);
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
            template.fill(example.fields().values()),
            CuteAnswer.LEAD,
            MAX_NEW_TOKENS,
            MAX_BYTES,
            STOP,
            Sampling.GREEDY,
            seed));
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    String answer = CuteAnswer.in(outputs.get(0).text());
    boolean right = comparable(answer).equals(comparable(example.target()));
    return Score.of(EXACT_MATCH, right ? 1 : 0, answer);
  }

  private String comparable(String text) {
    return task.onWords() ? text.toLowerCase(Locale.ROOT) : text;
  }
}
