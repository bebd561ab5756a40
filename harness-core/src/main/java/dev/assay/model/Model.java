package dev.assay.model;

import java.time.Duration;
import java.util.Optional;

/**
 * An opened model. Used by one thread at a time, but for {@link Ability#prepare}, and closed by the
 * harness.
 *
 * <p>Identity: two models with equal {@link #fingerprint()} answer every request alike; responses
 * are cached and runs compared under it.
 */
public interface Model extends AutoCloseable {
  /** What the reader of a report is told about the model. */
  ModelCard card();

  /**
   * The model's ability of a kind, or empty where it lacks it.
   *
   * @param <Q> request type
   * @param <O> output type
   */
  <Q extends Request, O> Optional<Ability<Q, O>> ability(AbilityKind<Q, O> kind);

  /**
   * Changes whenever an answer may change: weights, tokenizer, decoding options, device and
   * numerics.
   */
  String fingerprint();

  /**
   * Time spent so far inside the inference engine; empty for models without one. Also called while
   * another thread is in an ability's {@link Ability#respond respond}.
   */
  default Optional<Duration> engineTime() {
    return Optional.empty();
  }

  @Override
  void close();
}
