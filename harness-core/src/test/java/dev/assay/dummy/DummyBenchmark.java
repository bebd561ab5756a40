package dev.assay.dummy;

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
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A benchmark whose examples are {@code 0} to {@code n - 1}. An echo answers each right but every
 * fourth. Tests override what they need to go wrong.
 */
public class DummyBenchmark implements Benchmark<TextGenerationRequest, GeneratedText> {
  private final String name;
  private final List<Example> examples;

  /**
   * A benchmark.
   *
   * @param name its name; the group is what comes before the slash
   * @param size number of examples
   */
  public DummyBenchmark(String name, int size) {
    this.name = name;
    this.examples =
        IntStream.range(0, size)
            .mapToObj(
                i ->
                    new Example(
                        String.valueOf(i),
                        Map.of("question", "say " + i),
                        i % 4 == 0 ? "?" : "say " + i))
            .toList();
  }

  /** The requests of so many examples. */
  public static List<TextGenerationRequest> requestsFor(int count) {
    DummyBenchmark benchmark = new DummyBenchmark("dummy/n", count);
    return benchmark.examples().stream()
        .flatMap(example -> benchmark.requests(example, 0).stream())
        .toList();
  }

  @Override
  public BenchmarkCard card() {
    return new BenchmarkCard(
        name,
        "1",
        name,
        name.substring(0, Math.max(0, name.indexOf('/'))),
        "Says what it is told.",
        "made up",
        "Apache-2.0",
        "none",
        true);
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
    return List.of(Metric.accuracy("exact_match"));
  }

  @Override
  public List<TextGenerationRequest> requests(Example example, long seed) {
    return List.of(request(example, 0, seed));
  }

  /** The request of an example with an index. */
  protected final TextGenerationRequest request(Example example, int index, long seed) {
    return new TextGenerationRequest(
        new RequestId(name, example.id(), index),
        String.valueOf(example.fields().get("question")),
        16,
        64,
        List.of(),
        Sampling.GREEDY,
        seed);
  }

  @Override
  public Score score(Example example, List<GeneratedText> outputs) {
    String answer = outputs.get(0).text();
    return Score.of("exact_match", answer.equals(example.target()) ? 1 : 0, answer);
  }
}
