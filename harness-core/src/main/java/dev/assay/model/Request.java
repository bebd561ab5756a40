package dev.assay.model;

/**
 * One question to a model: a record of plain values, which together with the model determines the
 * response (never the batch it travels in, its neighbours or the order).
 *
 * <p>Implementations are records whose components Jackson can write; their content, without the id,
 * is the key under which responses are cached.
 */
public interface Request {
  /** Which question this is. */
  RequestId id();

  /** Seed of everything random in the answer; the same request has the same seed in every run. */
  long seed();
}
