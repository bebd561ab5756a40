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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Answers with a part of the question: the example's last field, or the one named. */
public final class CopyInputProvider implements ModelProvider {
  @Override
  public String name() {
    return "copy-input";
  }

  @Override
  public String summary() {
    return "repeats a part of the question; what it scores is given away by the question, and a"
        + " model that scores no more has done nothing to it";
  }

  @Override
  public Map<String, String> options() {
    return Map.of(
        "field", "the part of the question to repeat (default: the example's last field)");
  }

  @Override
  public Model open(ModelSpec spec, ModelContext context) {
    Optional<String> field = Optional.ofNullable(spec.options().get("field"));
    return new PreparedModel(
        TrivialCard.of(spec, summary()),
        "trivial copy-input 1 " + field.orElse("last field"),
        benchmark -> answers(benchmark, field));
  }

  private static Function<RequestId, Answer> answers(
      Benchmark<?, ?> benchmark, Optional<String> field) {
    Map<String, Answer> answers = new HashMap<>();
    for (Example example : benchmark.examples()) {
      answers.put(example.id(), answer(example, field));
    }
    return request ->
        answers.getOrDefault(
            request.example(), new Answer.Missing("no such example: " + request.example()));
  }

  private static Answer answer(Example example, Optional<String> field) {
    List<String> names = new ArrayList<>(example.fields().keySet());
    if (names.isEmpty()) {
      return new Answer.Missing("the example has no fields to copy");
    }
    String name = field.orElse(names.get(names.size() - 1));
    String value = example.fields().get(name);
    return value == null
        ? new Answer.Missing(
            "the example has no field '%s'; it has %s".formatted(name, String.join(", ", names)))
        : new Answer.Text(value);
  }
}
