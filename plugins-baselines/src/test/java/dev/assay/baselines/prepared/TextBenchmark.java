package dev.assay.baselines.prepared;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** A small benchmark that shows its fields as the prompt. */
public record TextBenchmark(
    BenchmarkCard card,
    List<Example> examples,
    List<String> stop,
    int maxBytes,
    BiPredicate<String, String> right)
    implements Benchmark<TextGenerationRequest, GeneratedText> {
  private static final String METRIC = "exact_match";

  /** Examples that are right where output and target are equal. */
  public static TextBenchmark of(String name, List<Example> examples) {
    return new TextBenchmark(
        card(name, false),
        examples,
        List.of("\""),
        4096,
        (output, target) -> output.equals(target));
  }

  /** Examples "1", "2", … with one field, written as question and target in turn. */
  public static TextBenchmark of(String name, String... questionsAndTargets) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < questionsAndTargets.length; i += 2) {
      examples.add(
          new Example(
              String.valueOf(i / 2 + 1),
              Map.of("question", questionsAndTargets[i]),
              questionsAndTargets[i + 1]));
    }
    return of(name, examples);
  }

  public TextBenchmark generated() {
    return new TextBenchmark(card(card.name(), true), examples, stop, maxBytes, right);
  }

  public TextBenchmark stoppingAt(String... stop) {
    return new TextBenchmark(card, examples, List.of(stop), maxBytes, right);
  }

  public TextBenchmark withMaxBytes(int limit) {
    return new TextBenchmark(card, examples, stop, limit, right);
  }

  public TextBenchmark judgedBy(BiPredicate<String, String> rule) {
    return new TextBenchmark(card, examples, stop, maxBytes, rule);
  }

  private static BenchmarkCard card(String name, boolean generated) {
    return new BenchmarkCard(
        name, "1", name, name.replaceFirst("/.*", ""), "", "", "", "", generated);
  }

  @Override
  public AbilityKind<TextGenerationRequest, GeneratedText> ability() {
    return AbilityKind.GENERATE_TEXT;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.accuracy(METRIC));
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    return List.of(request(example, 0));
  }

  public TextGenerationRequest request(Example example, int index) {
    return new TextGenerationRequest(
        new RequestId(card.name(), example.id(), index),
        String.join("\n", example.fields().values()),
        " Answer: \"",
        100,
        maxBytes,
        stop,
        Sampling.GREEDY,
        0);
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    String answer = outputs.get(0).text();
    return Score.of(METRIC, right.test(answer, example.target()) ? 1 : 0, answer);
  }
}
