package dev.assay.baselines.prepared;

import dev.assay.benchmark.Benchmark;
import dev.assay.model.RequestId;
import java.util.function.Function;

/** Decides the answers to a benchmark by looking at it. */
@FunctionalInterface
public interface Preparation {
  /**
   * The answers to all requests that the benchmark may make. Never throws for what the benchmark
   * holds: where there is no answer, each request gets the cause.
   */
  Function<RequestId, Answer> answers(Benchmark<?, ?> benchmark);
}
