package dev.assay.reports;

import dev.assay.compare.ModelPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the example browser must know of several runs, to set two of them side by side.
 *
 * @param labels the runs' labels
 * @param names what their folders are called
 * @param runOf for each model the place of its run
 * @param pairs for every two runs, which models belong together
 */
record BrowserRuns(List<String> labels, List<String> names, List<Integer> runOf, List<Pair> pairs) {

  /**
   * Two runs.
   *
   * @param left place of one run
   * @param right place of a later one
   * @param models places of the models that belong together, the left run's first
   */
  record Pair(int left, int right, List<List<Integer>> models) {}

  /**
   * The runs.
   *
   * @param models all their models, joined
   */
  static BrowserRuns of(List<LabelledRun> runs, List<ModelView> models) {
    Map<String, Integer> places =
        IntStream.range(0, models.size())
            .boxed()
            .collect(Collectors.toMap(m -> models.get(m).name(), Function.identity()));
    Integer[] runOf = new Integer[models.size()];
    List<Pair> pairs = new ArrayList<>();
    for (int right = 0; right < runs.size(); right++) {
      LabelledRun last = runs.get(right);
      int run = right;
      last.manifest().models().forEach(m -> runOf[places.get(last.nameOf(m.card().name()))] = run);
      for (int left = 0; left < right; left++) {
        pairs.add(new Pair(left, right, together(runs.get(left), last, places)));
      }
    }
    return new BrowserRuns(
        runs.stream().map(LabelledRun::label).toList(),
        runs.stream().map(LabelledRun::name).toList(),
        List.of(runOf),
        pairs);
  }

  private static List<List<Integer>> together(
      LabelledRun a, LabelledRun b, Map<String, Integer> places) {
    return ModelPair.find(a.manifest(), b.manifest()).stream()
        .map(
            pair ->
                List.of(
                    places.get(a.nameOf(pair.a().card().name())),
                    places.get(b.nameOf(pair.b().card().name()))))
        .toList();
  }
}
