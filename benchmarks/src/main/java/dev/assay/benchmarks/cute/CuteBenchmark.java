package dev.assay.benchmarks.cute;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.util.List;
import java.util.Locale;

/**
 * A task of CUTE over some table of examples, with the protocol of CUTE's {@code main.py}: greedy
 * decoding of 100 new tokens after the prompt and {@code Answer: "}, exact match of what is quoted.
 */
final class CuteBenchmark implements Benchmark<TextGenerationRequest, GeneratedText> {
  private static final String EXACT_MATCH = "exact_match";
  private static final int MAX_NEW_TOKENS = 100;
  private static final int MAX_BYTES = 2_000;
  private static final List<String> STOP = List.of("\"");

  private final BenchmarkCard card;
  private final CuteTask task;
  private final PromptTemplate template;
  private final List<Example> examples;

  CuteBenchmark(
      BenchmarkCard card, CuteTask task, PromptTemplate template, List<Example> examples) {
    this.card = card;
    this.task = task;
    this.template = template;
    this.examples = List.copyOf(examples);
  }

  /** How answers are scored, for the card. */
  static String scoring(CuteTask task) {
    return "Scored by exact match%s of the text in double quotes; greedy, at most %d new tokens."
        .formatted(task.onWords() ? ", ignoring case," : "", MAX_NEW_TOKENS);
  }

  @Override
  public BenchmarkCard card() {
    return card;
  }

  @Override
  public AbilityKind<TextGenerationRequest, GeneratedText> ability() {
    return AbilityKind.GENERATE_TEXT;
  }

  @Override
  public List<Example> examples() {
    return examples;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.accuracy(EXACT_MATCH));
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    return List.of(
        new TextGenerationRequest(
            new RequestId(card.name(), example.id(), 0),
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
