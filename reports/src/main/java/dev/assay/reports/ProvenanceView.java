package dev.assay.reports;

import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that was stated about the run, to repeat it or to doubt it.
 *
 * @param facts about the run as a whole
 * @param settings the settings in force
 * @param host where it ran
 * @param models the models with their cards
 * @param benchmarks the benchmarks with their cards
 */
record ProvenanceView(
    List<Fact> facts,
    List<Fact> settings,
    List<Fact> host,
    List<ModelCardView> models,
    List<BenchmarkCardView> benchmarks) {

  /** A model's card. */
  record ModelCardView(
      String name,
      boolean competes,
      String description,
      List<Fact> facts,
      List<Fact> options,
      List<Fact> properties,
      List<Fact> files) {}

  /** A line of the table of benchmarks; the whole card is on the benchmark's page. */
  record BenchmarkCardView(
      String title,
      String slug,
      String name,
      String version,
      String examples,
      String total,
      boolean generated,
      String source,
      String licence,
      String sha256) {}

  static ProvenanceView of(RunIndex run, Slugs slugs) {
    Manifest manifest = run.manifest();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Assay", manifest.assayVersion()));
    facts.add(new Fact("suite", manifest.suite()));
    facts.add(new Fact("command", typed(manifest.commandLine())));
    facts.add(new Fact("started", manifest.started()));
    facts.add(new Fact("plan, sha256", manifest.planHash()));
    facts.add(new Fact("format of the run folder", Integer.toString(manifest.format())));
    return new ProvenanceView(
        facts,
        sorted(manifest.settings()),
        sorted(manifest.host()),
        manifest.models().stream().map(ProvenanceView::card).toList(),
        manifest.benchmarks().stream().map(b -> card(b, slugs.of(b.card().name()))).toList());
  }

  private static List<Fact> sorted(Map<String, String> map) {
    return Fact.of(new TreeMap<>(map));
  }

  /** A command as one would type it in a POSIX shell. */
  static String typed(List<String> command) {
    return command.stream().map(ProvenanceView::quoted).collect(Collectors.joining(" "));
  }

  static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_@%+=:,./-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  private static ModelCardView card(ModelEntry model) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("family", model.card().family()));
    facts.add(new Fact("provider", model.provider()));
    model
        .card()
        .parameters()
        .ifPresent(
            n ->
                facts.add(
                    new Fact(
                        "parameters",
                        n < 10_000
                            ? Figures.count(n)
                            : "%s (%s)".formatted(Figures.quantity(n), Figures.count(n)))));
    facts.add(new Fact("licence", model.card().licence()));
    facts.add(new Fact("trained on", model.card().trainingData()));
    facts.add(new Fact("fingerprint", model.fingerprint()));
    return new ModelCardView(
        model.card().name(),
        !model.seesBenchmark(),
        model.card().description(),
        facts,
        Fact.of(model.options()),
        Fact.of(model.card().properties()),
        Fact.of(model.card().files()));
  }

  private static BenchmarkCardView card(BenchmarkEntry entry, String slug) {
    return new BenchmarkCardView(
        entry.card().title(),
        slug,
        entry.card().name(),
        entry.card().version(),
        Figures.count(entry.examples()),
        Figures.count(entry.total()),
        entry.card().generated(),
        entry.card().source(),
        entry.card().licence(),
        entry.card().sha256());
  }
}
