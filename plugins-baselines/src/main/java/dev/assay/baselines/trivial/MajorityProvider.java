package dev.assay.baselines.trivial;

import dev.assay.baselines.prepared.Answer;
import dev.assay.baselines.prepared.PreparedModel;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import dev.assay.model.RequestId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Answers every question of a benchmark with the most frequent of its right answers; of several
 * equally frequent ones, the first in the benchmark's order.
 *
 * <p>All examples count, also in a run with a limit.
 */
public final class MajorityProvider implements ModelProvider {
  @Override
  public String name() {
    return "majority";
  }

  @Override
  public String summary() {
    return "always gives the benchmark's most frequent right answer; a model that scores no more"
        + " has learnt at best which answers are common";
  }

  @Override
  public Map<String, String> options() {
    return Map.of();
  }

  @Override
  public Model open(ModelSpec spec, ModelContext context) {
    return new PreparedModel(
        TrivialCard.of(spec, summary()), "trivial majority 1", MajorityProvider::answers);
  }

  private static Function<RequestId, Answer> answers(Benchmark<?, ?> benchmark) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Example example : benchmark.examples()) {
      counts.merge(example.target(), 1, Integer::sum);
    }
    // "greater", not "at least": among equals the first stays
    Answer answer =
        counts.entrySet().stream()
            .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
            .<Answer>map(most -> new Answer.Text(most.getKey()))
            .orElseGet(() -> new Answer.Missing("the benchmark has no examples"));
    return request -> answer;
  }
}
