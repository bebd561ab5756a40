package dev.assay.benchmarks.noise;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.model.AbilityKind;
import dev.assay.model.Request;
import dev.assay.model.RequestId;
import java.util.List;

/**
 * A benchmark whose requests are changed on their way to the model. Examples and scoring stay as
 * they are.
 */
final class NoisyBenchmark<Q extends Request, O> implements Benchmark<Q, O> {
  private final Benchmark<Q, O> original;
  private final BenchmarkCard card;
  private final Change<Q> change;

  /** Changes a request, which gets a new id. */
  @FunctionalInterface
  interface Change<Q> {
    Q of(Q request, RequestId id, long exampleSeed);
  }

  NoisyBenchmark(Benchmark<Q, O> original, BenchmarkCard card, Change<Q> change) {
    this.original = original;
    this.card = card;
    this.change = change;
  }

  @Override
  public BenchmarkCard card() {
    return card;
  }

  @Override
  public AbilityKind<Q, O> ability() {
    return original.ability();
  }

  @Override
  public List<Example> examples() {
    return original.examples();
  }

  @Override
  public List<Metric> metrics() {
    return original.metrics();
  }

  @Override
  public List<Q> requests(Example example, long seed) {
    return original.requests(example, seed).stream()
        .map(
            request ->
                change.of(
                    request,
                    new RequestId(card.name(), request.id().example(), request.id().index()),
                    seed))
        .toList();
  }

  @Override
  public Score score(Example example, List<O> outputs) {
    return original.score(example, outputs);
  }
}
