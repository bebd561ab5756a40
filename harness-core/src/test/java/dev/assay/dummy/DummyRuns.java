package dev.assay.dummy;

import dev.assay.plan.Plan;
import dev.assay.plan.Settings;
import dev.assay.result.Manifest;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import dev.assay.run.Runner;
import dev.assay.summary.Summarizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes runs as {@code assay run} does: carried out, written into a folder and read again.
 *
 * @param folder where the run folders go
 */
public record DummyRuns(Path folder) {

  /** Runs models on all of a lab's benchmarks. */
  public RunResult run(DummyLab lab, String... models) {
    return run(lab, Map.of("seed", "0"), Map.of("os", "any"), models);
  }

  /** The same, with what the manifest says of settings and host. */
  public RunResult run(
      DummyLab lab, Map<String, String> settings, Map<String, String> host, String... models) {
    Plan plan = lab.plan(Settings.DEFAULT, models);
    RunFolder run = new RunFolder(folder.resolve(UUID.randomUUID().toString()));
    Manifest manifest =
        new Manifest(
            1,
            "0",
            plan.suite(),
            plan.hash(),
            List.of("assay", "run"),
            "2026-01-01T00:00:00Z",
            settings,
            host,
            plan.models().stream()
                .map(
                    m ->
                        new Manifest.ModelEntry(
                            m.card().named(m.spec().name()),
                            m.spec().provider(),
                            m.spec().options(),
                            m.fingerprint(),
                            false))
                .toList(),
            plan.benchmarks().stream()
                .map(
                    b ->
                        new Manifest.BenchmarkEntry(
                            b.benchmark().card(), b.examples().size(), b.examples().size()))
                .toList());
    run.write(manifest);
    Runner.Finished finished =
        new Runner(lab.planner(), Optional.empty(), List.of()).run(plan, run.journal());
    run.write(
        new RunResult(
            manifest,
            Summarizer.summarize(plan, finished.examples(), finished.timings()),
            finished.examples()));
    return run.read();
  }
}
