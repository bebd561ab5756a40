package dev.assay.benchmarks.gsm8k;

import dev.assay.benchmark.Aggregation;
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
 * Word problems in the layout that Coconut and iCoT are trained on: the question and a line feed;
 * then the model writes calculations, one a line, or none, and {@code ### answer}. Answers are
 * scored as {@code run.py} of facebookresearch/coconut does. Its "CoT match" compares the text
 * before the answer; here the calculations in it are compared, whatever stands between them.
 */
final class StepsBenchmark extends ListedBenchmark<TextGenerationRequest, GeneratedText> {
  private static final String EXACT_MATCH = "exact_match";
  private static final String STEPS_RIGHT = "steps_right";
  private static final String STEPS_WRONG = "steps_wrong";
  private static final String STEPS_NONE = "steps_none";

  /** How a calculation begins. */
  private static final String BEGIN = "<<";

  private static final int MAX_NEW_TOKENS = 64;
  private static final int MAX_BYTES = 2_000;

  /** How answers are scored, for the card. */
  static final String SCORING =
      "The answer stands after the last #; the calculations before it are right if they are those of the solution, in its order. Greedy, at most %d new tokens."
          .formatted(MAX_NEW_TOKENS);

  private final Map<String, List<String>> steps;

  /**
   * Creates the benchmark.
   *
   * @param steps the right calculations of each example, by its id
   */
  StepsBenchmark(BenchmarkCard card, List<Example> examples, Map<String, List<String>> steps) {
    super(card, AbilityKind.GENERATE_TEXT, examples);
    this.steps = Map.copyOf(steps);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.accuracy(EXACT_MATCH),
        Metric.accuracy(STEPS_RIGHT),
        shareOfBad(STEPS_WRONG),
        shareOfBad(STEPS_NONE));
  }

  private static Metric shareOfBad(String name) {
    return new Metric(name, "%", Metric.Direction.LOWER, new Aggregation.Proportion());
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    return List.of(
        new TextGenerationRequest(
            requestId(example, 0),
            example.fields().get("question") + "\n",
            MAX_NEW_TOKENS,
            MAX_BYTES,
            List.of(),
            Sampling.GREEDY,
            seed));
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    MarkedAnswer output = MarkedAnswer.in(outputs.get(0).text());
    String kind = kind(output.reasoning(), steps.getOrDefault(example.id(), List.of()));
    return new Score(
        Map.of(
            EXACT_MATCH, output.matches(example.target()) ? 1.0 : 0.0,
            STEPS_RIGHT, kind.equals(STEPS_RIGHT) ? 1.0 : 0.0,
            STEPS_WRONG, kind.equals(STEPS_WRONG) ? 1.0 : 0.0,
            STEPS_NONE, kind.equals(STEPS_NONE) ? 1.0 : 0.0),
        output.answer());
  }

  private static String kind(String written, List<String> right) {
    if (!written.contains(BEGIN)) {
      return STEPS_NONE;
    }
    return Problem.calculations(written).equals(right) ? STEPS_RIGHT : STEPS_WRONG;
  }
}
