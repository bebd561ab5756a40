package dev.assay.reports;

import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What several runs stated, beside each other.
 *
 * @param sections facts that belong together
 */
record StatedView(List<Section> sections) {

  /** Facts that belong together. */
  record Section(String title, List<Row> rows) {}

  /**
   * A fact.
   *
   * @param values what each run stated of it, in order
   * @param same whether all stated the same
   */
  record Row(String name, List<String> values, boolean same) {}

  static StatedView of(List<LabelledRun> runs) {
    List<Manifest> manifests = runs.stream().map(LabelledRun::manifest).toList();
    return new StatedView(
        List.of(
            section("Run", manifests, StatedView::run),
            section("Models", manifests, StatedView::models),
            section("Settings", manifests, m -> new TreeMap<>(m.settings())),
            section("Host", manifests, m -> new TreeMap<>(m.host())),
            section("Benchmarks", manifests, StatedView::benchmarks)));
  }

  private static Section section(
      String title, List<Manifest> manifests, Function<Manifest, Map<String, String>> facts) {
    List<Map<String, String>> stated = manifests.stream().map(facts).toList();
    Set<String> names = new LinkedHashSet<>();
    stated.forEach(map -> names.addAll(map.keySet()));
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      List<String> values =
          stated.stream().map(map -> map.getOrDefault(name, Figures.NONE)).toList();
      rows.add(new Row(name, values, values.stream().distinct().count() == 1));
    }
    return new Section(title, rows);
  }

  private static Map<String, String> run(Manifest manifest) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Assay", manifest.assayVersion());
    facts.put("suite", manifest.suite());
    facts.put("command", ProvenanceView.typed(manifest.commandLine()));
    facts.put("started", manifest.started());
    facts.put("plan, sha256", manifest.planHash());
    return facts;
  }

  private static Map<String, String> models(Manifest manifest) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (ModelEntry model : manifest.models()) {
      String name = model.card().name();
      facts.put(name, model.provider());
      facts.put(name + ", fingerprint", model.fingerprint());
      new TreeMap<>(model.options()).forEach((k, v) -> facts.put(name + ", option " + k, v));
    }
    return facts;
  }

  private static Map<String, String> benchmarks(Manifest manifest) {
    return manifest.benchmarks().stream()
        .collect(
            Collectors.toMap(
                b -> b.card().name(), StatedView::stated, (a, b) -> a, LinkedHashMap::new));
  }

  private static String stated(BenchmarkEntry entry) {
    return "version %s, %s of %s examples, sha256 %s"
        .formatted(
            entry.card().version(),
            Figures.count(entry.examples()),
            Figures.count(entry.total()),
            entry.card().sha256());
  }
}
