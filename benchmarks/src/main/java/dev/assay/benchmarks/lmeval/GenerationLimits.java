package dev.assay.benchmarks.lmeval;

import dev.assay.SetupException;
import dev.assay.benchmarks.lmeval.task.Generation;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import dev.assay.model.Sampling;
import java.util.List;
import java.util.Map;

/**
 * How a task's {@code generation_kwargs} ask for text.
 *
 * @param tokens {@code max_gen_toks}; models without tokens take four bytes for each
 * @param bytes a limit that Assay's requests have and lm-evaluation-harness's do not: so high that
 *     the limit of tokens is reached first
 * @param stop {@code until}
 * @param sampling greedy unless the task asks for random draws
 */
record GenerationLimits(int tokens, int bytes, List<String> stop, Sampling sampling) {
  /** No tokenizer in use has many tokens longer than this. */
  private static final int BYTES_PER_TOKEN = 256;

  private static final List<String> OTHERS = List.of("top_p", "top_k");

  static GenerationLimits of(TaskConfig config) {
    Generation generation = config.generation();
    for (String key : generation.others().keySet()) {
      if (!OTHERS.contains(key)) {
        throw SetupException.unknownName(
            "key in generation_kwargs of " + config.file(),
            key,
            List.of("until", "max_gen_toks", "do_sample", "temperature", "top_p", "top_k"));
      }
    }
    int tokens = generation.maxTokens();
    if (tokens < 1) {
      throw error(config, "max_gen_toks must be at least 1, not " + tokens);
    }
    return new GenerationLimits(
        tokens,
        (int) Math.min(Integer.MAX_VALUE, (long) tokens * BYTES_PER_TOKEN),
        generation.until().stream().filter(until -> !until.isEmpty()).toList(),
        sampling(config));
  }

  private static Sampling sampling(TaskConfig config) {
    Generation generation = config.generation();
    if (!generation.sample() || generation.temperature() == 0) {
      return Sampling.GREEDY;
    }
    Map<String, Object> others = generation.others();
    Object topK = others.getOrDefault("top_k", 0L);
    Object topP = others.getOrDefault("top_p", 1.0);
    if (!(topK instanceof Number k) || !(topP instanceof Number p)) {
      throw error(config, "top_k and top_p must be numbers, not %s, %s".formatted(topK, topP));
    }
    try {
      return new Sampling(generation.temperature(), k.intValue(), p.doubleValue());
    } catch (IllegalArgumentException e) {
      throw error(config, e.getMessage());
    }
  }

  private static SetupException error(TaskConfig config, String problem) {
    return new SetupException("%s: generation_kwargs: %s".formatted(config.file(), problem));
  }
}
