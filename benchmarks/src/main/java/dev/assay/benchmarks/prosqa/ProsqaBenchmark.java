package dev.assay.benchmarks.prosqa;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.ListedBenchmark;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.MarkedAnswer;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Questions of ProsQA with the protocol of Coconut's {@code run.py}: the question and a line break,
 * greedy decoding of 128 new tokens, exact match of what follows the last {@code #}; beside it the
 * shares of the {@linkplain ChainCategory categories} of what was written before.
 *
 * <p>With entity swap each example asks twice, also about the other person. It is right as a pair
 * if both answers are; its chains count half each.
 */
final class ProsqaBenchmark extends ListedBenchmark<TextGenerationRequest, GeneratedText> {
  private static final String EXACT_MATCH = "exact_match";
  private static final String SWAPPED_MATCH = "swapped_match";
  private static final String PAIR_RIGHT = "pair_right";
  private static final int MAX_NEW_TOKENS = 128;
  private static final int MAX_BYTES = 2_000;

  private final boolean swapped;
  private final Map<String, List<Question>> asked = new HashMap<>();

  /**
   * Creates a benchmark.
   *
   * @param questions in their order, by the ids of their examples
   */
  ProsqaBenchmark(
      BenchmarkCard card, QuestionKind kind, LinkedHashMap<String, Question> questions) {
    super(card, AbilityKind.GENERATE_TEXT, examples(kind, questions));
    this.swapped = kind == QuestionKind.ENTITY_SWAP;
    questions.forEach(
        (id, question) ->
            asked.put(id, swapped ? List.of(question, question.swapped()) : List.of(question)));
  }

  private static List<Example> examples(
      QuestionKind kind, LinkedHashMap<String, Question> questions) {
    List<Example> examples = new ArrayList<>();
    questions.forEach((id, question) -> examples.add(example(kind, id, question)));
    return examples;
  }

  /** How answers are scored, for the card. */
  static String scoring() {
    return "Scored by exact match of what follows the last #; greedy, at most %d new tokens."
        .formatted(MAX_NEW_TOKENS);
  }

  private static Example example(QuestionKind kind, String id, Question question) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("question", question.text());
    if (kind == QuestionKind.ENTITY_SWAP) {
      fields.put("asked again", question.swapped().query());
    }
    return new Example(id, fields, question.answer());
  }

  @Override
  public List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    if (swapped) {
      metrics.add(Metric.accuracy(PAIR_RIGHT));
    }
    metrics.add(Metric.accuracy(EXACT_MATCH));
    if (swapped) {
      metrics.add(Metric.accuracy(SWAPPED_MATCH));
    }
    for (ChainCategory category : ChainCategory.values()) {
      metrics.add(
          new Metric(
              category.metric(),
              "%",
              category.direction(),
              swapped ? new Aggregation.Mean() : new Aggregation.Proportion()));
    }
    return List.copyOf(metrics);
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    List<TextGenerationRequest> requests = new ArrayList<>();
    for (Question question : asked.get(example.id())) {
      requests.add(
          new TextGenerationRequest(
              new RequestId(card().name(), example.id(), requests.size()),
              question.text() + "\n",
              MAX_NEW_TOKENS,
              MAX_BYTES,
              List.of(),
              Sampling.GREEDY,
              seed));
    }
    return List.copyOf(requests);
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    List<Question> questions = asked.get(example.id());
    List<MarkedAnswer> answers = outputs.stream().map(o -> MarkedAnswer.in(o.text())).toList();
    Map<String, Double> values = chains(questions, answers);
    double original = right(questions.get(0), answers.get(0));
    values.put(EXACT_MATCH, original);
    if (swapped) {
      double other = right(questions.get(1), answers.get(1));
      values.put(SWAPPED_MATCH, other);
      values.put(PAIR_RIGHT, original * other);
    }
    return new Score(
        values, answers.stream().map(MarkedAnswer::answer).collect(Collectors.joining(" / ")));
  }

  private static double right(Question question, MarkedAnswer answer) {
    return answer.matches(question.answer()) ? 1 : 0;
  }

  private static Map<String, Double> chains(List<Question> questions, List<MarkedAnswer> answers) {
    Map<String, Double> shares = new HashMap<>();
    for (ChainCategory category : ChainCategory.values()) {
      shares.put(category.metric(), 0.0);
    }
    for (int i = 0; i < questions.size(); i++) {
      ChainCategory category = ChainCategory.of(questions.get(i), answers.get(i).reasoning());
      shares.merge(category.metric(), 1.0 / questions.size(), Double::sum);
    }
    return shares;
  }
}
