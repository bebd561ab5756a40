package dev.assay.cli;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.model.Request;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import dev.assay.plan.Plan.PlannedBenchmark;
import java.nio.charset.StandardCharsets;

/**
 * What a benchmark asks of each model, as far as it can be told beforehand.
 *
 * @param requests number of requests
 * @param promptBytes UTF-8 bytes that a model reads
 * @param newTokens most tokens it may write
 */
record RequestCount(long requests, long promptBytes, long newTokens) {
  static final RequestCount NONE = new RequestCount(0, 0, 0);

  static RequestCount of(PlannedBenchmark planned) {
    return of(planned.benchmark(), planned);
  }

  private static <Q extends Request, O> RequestCount of(
      Benchmark<Q, O> benchmark, PlannedBenchmark planned) {
    RequestCount sum = NONE;
    for (Example example : planned.examples()) {
      for (Q request : benchmark.requests(example, 0)) {
        sum = sum.plus(of(request));
      }
    }
    return sum;
  }

  private static RequestCount of(Request request) {
    if (request instanceof TextGenerationRequest generation) {
      return new RequestCount(1, bytes(generation.text()), generation.maxNewTokens());
    }
    if (request instanceof TextScoringRequest scoring) {
      return new RequestCount(1, bytes(scoring.context()) + bytes(scoring.continuation()), 0);
    }
    return new RequestCount(1, 0, 0);
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  RequestCount plus(RequestCount other) {
    return new RequestCount(
        requests + other.requests, promptBytes + other.promptBytes, newTokens + other.newTokens);
  }
}
