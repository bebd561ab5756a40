package dev.assay.reports;

import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import dev.assay.result.MetricResult;
import dev.assay.result.Timing;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The beginning of a report: what ran, what came out, and what a reader must know before believing
 * it.
 *
 * @param suite the suite's name
 * @param when when the run began
 * @param sentence what ran
 * @param findings the best model of each group
 * @param generated titles of benchmarks whose data are generated
 * @param allGenerated whether that is all of them
 * @param references models that look at the answers
 * @param failures where examples failed
 * @param failed how many
 * @param assayVersion what wrote the report
 */
record HeadView(
    String suite,
    String when,
    String sentence,
    List<Finding> findings,
    List<String> generated,
    boolean allGenerated,
    List<ModelView> references,
    List<Failures> failures,
    String failed,
    String assayVersion) {

  /**
   * Who is best.
   *
   * @param subject the group or benchmark
   * @param tied models that a paired test cannot tell from the best
   * @param alone whether no other model competes
   */
  record Finding(
      String subject, String metric, String model, Cell cell, List<String> tied, boolean alone) {}

  /** Failed examples of a model on a benchmark. */
  record Failures(String model, String title, String slug, String count) {}

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.UK);

  static HeadView of(RunIndex run, List<ModelView> models, Slugs slugs) {
    List<BenchmarkEntry> benchmarks = run.manifest().benchmarks();
    List<String> generated =
        benchmarks.stream().filter(b -> b.card().generated()).map(b -> b.card().title()).toList();
    return new HeadView(
        run.manifest().suite(),
        when(run.manifest().started()),
        sentence(run),
        findings(run),
        generated,
        generated.size() == benchmarks.size(),
        models.stream().filter(m -> !m.competes()).toList(),
        failures(run, slugs),
        Figures.count(run.summary().failures(), "example"),
        run.manifest().assayVersion());
  }

  /** A time as people write it; as it stands where it is not ISO 8601. */
  static String when(String started) {
    try {
      return WHEN.format(OffsetDateTime.parse(started).withOffsetSameInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return started;
    }
  }

  private static String sentence(RunIndex run) {
    List<BenchmarkEntry> benchmarks = run.manifest().benchmarks();
    long asked = benchmarks.stream().mapToLong(BenchmarkEntry::examples).sum();
    double wall = run.summary().timings().stream().mapToDouble(Timing::wallSeconds).sum();
    long failures = run.summary().failures();
    String device = run.manifest().settings().getOrDefault("device", "");
    return "%s answered %s with %s: %s in all, %s failed.%s%s"
        .formatted(
            Figures.count(run.models().size(), "model"),
            Figures.count(benchmarks.size(), "benchmark"),
            Figures.count(asked, "example"),
            Figures.count(run.summary().examples(), "answer"),
            failures == 0 ? "none" : Figures.count(failures),
            device.isEmpty() ? "" : " Run on " + device,
            wall == 0
                ? device.isEmpty() ? "" : "."
                : (device.isEmpty() ? " Run in " : " in ") + Figures.duration(wall) + ".");
  }

  private static List<Finding> findings(RunIndex run) {
    List<Finding> findings = new ArrayList<>();
    for (String subject : run.headlines()) {
      List<MetricResult> results = run.main(subject);
      results.stream()
          .filter(MetricResult::best)
          .findFirst()
          .ifPresent(best -> findings.add(finding(run, subject, best, results)));
    }
    return findings;
  }

  private static Finding finding(
      RunIndex run, String subject, MetricResult best, List<MetricResult> results) {
    return new Finding(
        run.title(subject),
        SummaryView.metricLabel(best),
        best.model(),
        Cell.of(best, SummaryView.axis(results), Standing.BEST, true),
        best.tiedWith(),
        run.competitors().size() == 1);
  }

  private static List<Failures> failures(RunIndex run, Slugs slugs) {
    List<Failures> found = new ArrayList<>();
    for (ModelEntry model : run.models()) {
      for (BenchmarkEntry benchmark : run.manifest().benchmarks()) {
        String name = benchmark.card().name();
        long failed =
            run.main(name).stream()
                .filter(r -> r.model().equals(model.card().name()))
                .mapToLong(MetricResult::failed)
                .sum();
        if (failed > 0) {
          found.add(
              new Failures(
                  model.card().name(),
                  benchmark.card().title(),
                  slugs.of(name),
                  Figures.count(failed)));
        }
      }
    }
    return found;
  }
}
