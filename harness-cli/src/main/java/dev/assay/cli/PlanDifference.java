package dev.assay.cli;

import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.result.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says in what a plan differs from the run that lies in a folder. */
final class PlanDifference {
  private PlanDifference() {}

  static String of(Manifest manifest, Plan plan) {
    List<String> differences = new ArrayList<>();
    if (!manifest.suite().equals(plan.suite())) {
      differences.add("suite " + manifest.suite());
    }
    Map<String, String> models = new HashMap<>();
    manifest.models().forEach(m -> models.put(m.card().name(), m.fingerprint()));
    Map<String, String> planned = new HashMap<>();
    for (PlannedModel model : plan.models()) {
      planned.put(model.spec().name(), model.fingerprint());
    }
    if (!models.keySet().equals(planned.keySet())) {
      differences.add("models " + names(manifest.models().stream().map(m -> m.card().name())));
    } else if (!models.equals(planned)) {
      differences.add("other weights or options of its models");
    }
    Set<List<Object>> benchmarks = new HashSet<>();
    manifest
        .benchmarks()
        .forEach(
            b ->
                benchmarks.add(
                    List.of(b.card().name(), b.card().version(), b.card().sha256(), b.examples())));
    Set<List<Object>> plannedBenchmarks = new HashSet<>();
    plan.benchmarks()
        .forEach(
            b -> {
              var card = b.benchmark().card();
              plannedBenchmarks.add(
                  List.of(card.name(), card.version(), card.sha256(), b.examples().size()));
            });
    if (!benchmarks.equals(plannedBenchmarks)) {
      differences.add("other benchmarks, data or limit");
    }
    if (!String.valueOf(plan.settings().seed()).equals(manifest.settings().get("seed"))) {
      differences.add("seed " + manifest.settings().get("seed"));
    }
    return differences.isEmpty() ? "other settings" : String.join(", ", differences);
  }

  private static String names(java.util.stream.Stream<String> names) {
    List<String> all = names.toList();
    return all.size() <= 4 ? String.join(", ", all) : all.size() + " in number";
  }
}
