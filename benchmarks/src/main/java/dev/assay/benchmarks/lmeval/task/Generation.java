package dev.assay.benchmarks.lmeval.task;

import java.util.List;
import java.util.Map;

/**
 * {@code generation_kwargs} of a task that generates.
 *
 * @param until strings before which the answer ends; what generates decides whether also at the
 *     end-of-text token
 * @param maxTokens how many tokens at most; {@value #DEFAULT_MAX_TOKENS} where nothing is said
 * @param sample whether tokens are drawn at random
 * @param temperature of the draw; 0 is greedy
 * @param others everything else that stands there, such as {@code top_p}
 */
public record Generation(
    List<String> until,
    int maxTokens,
    boolean sample,
    double temperature,
    Map<String, Object> others) {
  /** What lm-evaluation-harness's models take where a task says nothing. */
  public static final int DEFAULT_MAX_TOKENS = 256;
}
