package dev.assay.benchmark;

import dev.assay.model.AbilityKind;
import dev.assay.model.Request;
import dev.assay.model.RequestId;
import java.util.List;

/**
 * A benchmark whose card, ability and examples are known from the start. What it asks and how it
 * scores is left to subclasses.
 *
 * @param <Q> request type
 * @param <O> output type
 */
public abstract class ListedBenchmark<Q extends Request, O> implements Benchmark<Q, O> {
  private final BenchmarkCard card;
  private final AbilityKind<Q, O> ability;
  private final List<Example> examples;

  /**
   * A benchmark.
   *
   * @param ability the ability a model must have
   * @param examples all examples, in their order
   */
  protected ListedBenchmark(BenchmarkCard card, AbilityKind<Q, O> ability, List<Example> examples) {
    this.card = card;
    this.ability = ability;
    this.examples = List.copyOf(examples);
  }

  @Override
  public final BenchmarkCard card() {
    return card;
  }

  @Override
  public final AbilityKind<Q, O> ability() {
    return ability;
  }

  @Override
  public final List<Example> examples() {
    return examples;
  }

  /** The id of an example's request. */
  protected final RequestId requestId(Example example, int index) {
    return new RequestId(card.name(), example.id(), index);
  }
}
