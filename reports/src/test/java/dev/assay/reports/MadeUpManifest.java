package dev.assay.reports;

import dev.assay.plan.Plan;
import dev.assay.result.Manifest;
import java.util.List;
import java.util.Map;

/** The manifest of a run that never happened. */
final class MadeUpManifest {
  private MadeUpManifest() {}

  /**
   * A manifest of a plan.
   *
   * @param suite the suite's file on the command line
   */
  static Manifest of(Plan plan, String suite) {
    return new Manifest(
        1,
        "0.1.0",
        plan.suite(),
        plan.hash(),
        List.of("assay", "run", suite),
        "2026-03-14T09:26:53Z",
        Map.of("device", "cpu"),
        Map.of("java", "17.0.10"),
        plan.models().stream()
            .map(
                m ->
                    new Manifest.ModelEntry(
                        m.card(),
                        "made-up",
                        m.spec().options(),
                        m.fingerprint(),
                        m.seesBenchmark(),
                        m.spec().sweep()))
            .toList(),
        plan.benchmarks().stream()
            .map(
                b ->
                    new Manifest.BenchmarkEntry(
                        b.benchmark().card(), b.examples().size(), b.examples().size()))
            .toList());
  }
}
