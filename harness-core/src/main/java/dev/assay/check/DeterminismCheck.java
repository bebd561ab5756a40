package dev.assay.check;

import dev.assay.benchmark.Example;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.plan.Planner;
import dev.assay.plan.Settings;
import dev.assay.result.ExampleResult;
import dev.assay.run.ModelRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Checks that a response depends on the model and the request alone: puts the same requests in
 * several batch sizes and in shuffled order, without cache or journal, and compares the outputs
 * example by example.
 */
public final class DeterminismCheck {
  private final Planner planner;
  private final Consumer<String> progress;

  /**
   * A check.
   *
   * @param planner opens the models
   * @param progress told in a few words what is being asked, and what the user should know
   */
  public DeterminismCheck(Planner planner, Consumer<String> progress) {
    this.planner = planner;
    this.progress = progress;
  }

  /** A way to put the requests. */
  private record Variant(int batchSize, boolean shuffled) {
    List<Example> arranged(List<Example> examples) {
      List<Example> arranged = new ArrayList<>(examples);
      if (shuffled) {
        Collections.shuffle(arranged, new Random(examples.size()));
      }
      return arranged;
    }

    @Override
    public String toString() {
      return "batch size " + batchSize + (shuffled ? ", shuffled" : "");
    }
  }

  /** An example of the plan. */
  private record Place(String benchmark, String example) {}

  /**
   * Runs the check on every model and benchmark of a plan.
   *
   * @param batchSizes the batch sizes to compare; the first is what the others are compared with,
   *     the last is also run in shuffled order
   * @return one result for each model and benchmark, in the order of the plan
   */
  public List<DeterminismResult> run(Plan plan, List<Integer> batchSizes) {
    if (batchSizes.isEmpty()) {
      throw new IllegalArgumentException("at least one batch size is needed");
    }
    List<Variant> variants = new ArrayList<>();
    batchSizes.forEach(size -> variants.add(new Variant(size, false)));
    variants.add(new Variant(batchSizes.get(batchSizes.size() - 1), true));
    return plan.models().stream().flatMap(model -> check(plan, model, variants)).toList();
  }

  private Stream<DeterminismResult> check(Plan plan, PlannedModel model, List<Variant> variants) {
    Map<Variant, Map<Place, String>> outputs = new LinkedHashMap<>();
    variants.forEach(variant -> outputs.put(variant, outputs(plan, model, variant)));
    return plan.benchmarks().stream()
        .map(
            planned ->
                new DeterminismResult(
                    model.spec().name(),
                    planned.name(),
                    planned.examples().size(),
                    planned.examples().stream()
                        .map(example -> new Place(planned.name(), example.id()))
                        .flatMap(place -> differences(place, variants.get(0), outputs))
                        .toList()));
  }

  /** What the model answers to every example. */
  private Map<Place, String> outputs(Plan plan, PlannedModel model, Variant variant) {
    Map<Place, String> outputs = new HashMap<>();
    Settings settings = plan.settings().withBatchSize(variant.batchSize());
    try (ModelRun run = ModelRun.open(planner, model, settings, progress)) {
      for (PlannedBenchmark planned : plan.benchmarks()) {
        progress.accept("%s on %s, %s".formatted(model.spec().name(), planned.name(), variant));
        run.run(
            planned.benchmark(),
            variant.arranged(planned.examples()),
            result -> outputs.put(new Place(planned.name(), result.example()), output(result)));
      }
    }
    return outputs;
  }

  private static String output(ExampleResult result) {
    return result.failure().map(f -> "failed: " + f).orElse(String.join("\n", result.outputs()));
  }

  private static Stream<Difference> differences(
      Place place, Variant first, Map<Variant, Map<Place, String>> outputs) {
    String expected = output(place, first, outputs);
    return outputs.keySet().stream()
        .filter(variant -> !output(place, variant, outputs).equals(expected))
        .map(
            variant ->
                new Difference(
                    place.example(),
                    first.toString(),
                    expected,
                    variant.toString(),
                    output(place, variant, outputs)));
  }

  private static String output(
      Place place, Variant variant, Map<Variant, Map<Place, String>> outputs) {
    return Objects.requireNonNull(outputs.getOrDefault(variant, Map.of()).get(place));
  }
}
