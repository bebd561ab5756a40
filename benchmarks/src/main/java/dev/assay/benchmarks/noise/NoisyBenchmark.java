package dev.assay.benchmarks.noise;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.VariedBenchmark;
import dev.assay.model.Request;
import dev.assay.model.RequestId;

/**
 * A benchmark whose requests are changed on their way to the model. Examples and scoring stay as
 * they are.
 */
final class NoisyBenchmark<Q extends Request, O> extends VariedBenchmark<Q, O> {
  private final Change<Q> change;

  /** Changes a request, which gets a new id. */
  @FunctionalInterface
  interface Change<Q> {
    Q of(Q request, RequestId id, long exampleSeed);
  }

  NoisyBenchmark(Benchmark<Q, O> original, BenchmarkCard card, Change<Q> change) {
    super(original, card);
    this.change = change;
  }

  @Override
  protected Q varied(Q request, RequestId id, long exampleSeed) {
    return change.of(request, id, exampleSeed);
  }
}
