package dev.assay.dummy;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkVariant;
import dev.assay.benchmark.Example;
import dev.assay.model.RequestId;
import dev.assay.model.TextGenerationRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks a {@link DummyBenchmark} in capitals, which an echo gets wrong every time. */
public record DummyVariant(String name) implements BenchmarkVariant {
  @Override
  public String title() {
    return "shouted";
  }

  @Override
  public String summary() {
    return "Asked in capitals.";
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Map<String, String> labels() {
    return Map.of("volume", "high");
  }

  @Override
  public Benchmark<?, ?> apply(Benchmark<?, ?> benchmark) {
    int size = benchmark.examples().size();
    if (size > 1_000) {
      throw new SetupException("too long to be shouted");
    }
    BenchmarkCard card = benchmark.card().variant(this);
    return new DummyBenchmark(card.name(), size) {
      @Override
      public BenchmarkCard card() {
        return card;
      }

      @Override
      public List<TextGenerationRequest> requests(Example example, long seed) {
        TextGenerationRequest r = request(example, 0, seed);
        return List.of(
            new TextGenerationRequest(
                new RequestId(card.name(), example.id(), 0),
                r.prompt().toUpperCase(Locale.ROOT),
                r.maxNewTokens(),
                r.maxBytes(),
                r.stop(),
                r.sampling(),
                r.seed()));
      }
    };
  }
}
