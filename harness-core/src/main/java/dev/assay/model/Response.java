package dev.assay.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A model's answer to one request.
 *
 * @param output the answer itself
 * @param usage what it cost
 * @param trace what went on inside, where the model offers it
 * @param <O> output type
 */
public record Response<O>(O output, Usage usage, Optional<Trace> trace) {
  public Response {
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(usage, "usage");
    Objects.requireNonNull(trace, "trace");
  }

  /** An answer without a trace. */
  public static <O> Response<O> of(O output, Usage usage) {
    return new Response<>(output, usage, Optional.empty());
  }

  /** The same answer without its trace. */
  public Response<O> withoutTrace() {
    return new Response<>(output, usage, Optional.empty());
  }
}
