package dev.example.patient;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.data.DataStore;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Two benchmarks, {@code say/words} and {@code say/numbers}; a repeater gets every fifth wrong. */
public final class SayProvider implements BenchmarkProvider {
  private static final int SIZE = 100;

  @Override
  public List<Entry> entries() {
    return List.of(
        new Entry("say/words", "say", "repeat a word", true),
        new Entry("say/numbers", "say", "repeat a number", true));
  }

  @Override
  public Benchmark<?, ?> open(String name, DataStore data) {
    return new Say(name);
  }

  private static final class Say implements Benchmark<TextGenerationRequest, GeneratedText> {
    private final String name;
    private final List<Example> examples;

    Say(String name) {
      this.name = name;
      this.examples =
          IntStream.range(0, SIZE)
              .mapToObj(
                  i -> new Example("" + i, Map.of("say", name + i), i % 5 == 0 ? "?" : name + i))
              .toList();
    }

    @Override
    public BenchmarkCard card() {
      return new BenchmarkCard(
          name, "1", name + " (generated)", "say", "Repeat.", "made up", "CC0-1.0", "none", true);
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
      return List.of(
          new TextGenerationRequest(
              new RequestId(name, example.id(), 0),
              example.fields().getOrDefault("say", ""),
              10,
              1_000,
              List.of(),
              Sampling.GREEDY,
              seed));
    }

    @Override
    public Score score(Example example, List<GeneratedText> outputs) {
      String answer = outputs.get(0).text();
      return Score.of("exact_match", answer.equals(example.target()) ? 1 : 0, answer);
    }
  }
}
