package dev.assay.summary;

import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The examples of a run, found by model and benchmark. */
final class FinishedExamples {
  private record Key(String model, String benchmark) {}

  private final Map<Key, List<ExampleResult>> examples = new HashMap<>();

  FinishedExamples(List<ExampleResult> all) {
    for (ExampleResult example : all) {
      examples
          .computeIfAbsent(new Key(example.model(), example.benchmark()), k -> new ArrayList<>())
          .add(example);
    }
  }

  List<ExampleResult> of(String model, String benchmark) {
    return examples.getOrDefault(new Key(model, benchmark), List.of());
  }
}
