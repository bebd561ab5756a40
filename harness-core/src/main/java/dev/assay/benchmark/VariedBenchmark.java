package dev.assay.benchmark;

import dev.assay.model.AbilityKind;
import dev.assay.model.Request;
import dev.assay.model.RequestId;
import java.util.List;

/**
 * What a {@link BenchmarkVariant} makes of a benchmark: the same examples, metrics and scores, but
 * for what a subclass changes.
 *
 * @param <Q> request type
 * @param <O> output type
 */
public abstract class VariedBenchmark<Q extends Request, O> implements Benchmark<Q, O> {
  private final Benchmark<Q, O> original;
  private final BenchmarkCard card;

  /**
   * A changed benchmark.
   *
   * @param card the original's card as its {@link BenchmarkCard#variant variant}
   */
  protected VariedBenchmark(Benchmark<Q, O> original, BenchmarkCard card) {
    this.original = original;
    this.card = card;
  }

  /**
   * A request in its changed form.
   *
   * @param request as the original makes it
   * @param id the id that the changed one must have
   * @param exampleSeed seed of the example, the same for all its requests
   */
  protected abstract Q varied(Q request, RequestId id, long exampleSeed);

  @Override
  public final BenchmarkCard card() {
    return card;
  }

  @Override
  public final AbilityKind<Q, O> ability() {
    return original.ability();
  }

  @Override
  public final List<Example> examples() {
    return original.examples();
  }

  @Override
  public List<Metric> metrics() {
    return original.metrics();
  }

  @Override
  public final List<Q> requests(Example example, long seed) {
    return original.requests(example, seed).stream()
        .map(
            request ->
                varied(
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
