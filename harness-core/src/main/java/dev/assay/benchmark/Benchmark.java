package dev.assay.benchmark;

import dev.assay.model.AbilityKind;
import dev.assay.model.Request;
import java.util.List;

/**
 * A versioned, ordered set of examples, with the requests they make of a model and the scores they
 * give. Stateless after construction and safe for use by several threads; knows no model family.
 *
 * @param <Q> request type
 * @param <O> output type
 */
public interface Benchmark<Q extends Request, O> {
  /** What the reader of a report is told. */
  BenchmarkCard card();

  /** The ability a model must have. */
  AbilityKind<Q, O> ability();

  /** All examples, in their order; the same list at every call. */
  List<Example> examples();

  /** The numbers this benchmark reports, the main one first. */
  List<Metric> metrics();

  /**
   * The requests that an example makes, usually one; their ids carry this benchmark's name and the
   * example's id.
   *
   * @param seed seed for this example, from the run's seed and the example's id
   */
  List<Q> requests(Example example, long seed);

  /**
   * Scores the outputs, one for each request of the example, in the same order. An output that
   * makes no sense scores badly; it is not an error.
   */
  Score score(Example example, List<O> outputs);
}
