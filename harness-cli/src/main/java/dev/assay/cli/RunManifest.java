package dev.assay.cli;

import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.plan.Plan;
import dev.assay.plan.Settings;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import dev.assay.result.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** States a run before it begins. */
final class RunManifest {
  private static final int FORMAT = 1;

  private RunManifest() {}

  /**
   * The manifest of a plan.
   *
   * @param commandLine the command as typed
   * @param before the manifest of an earlier attempt, which keeps the start
   */
  static Manifest of(Plan plan, List<String> commandLine, Optional<Manifest> before) {
    return new Manifest(
        FORMAT,
        Version.current(),
        plan.suite(),
        plan.hash(),
        commandLine,
        before
            .map(Manifest::started)
            .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
        settings(plan.settings()),
        HostFacts.all(),
        plan.models().stream()
            .map(
                m ->
                    new ModelEntry(
                        m.card(),
                        m.spec().provider(),
                        m.spec().options(),
                        m.fingerprint(),
                        m.seesBenchmark(),
                        m.spec().sweep()))
            .toList(),
        plan.benchmarks().stream()
            .map(
                b ->
                    new BenchmarkEntry(
                        b.benchmark().card(),
                        b.examples().size(),
                        b.benchmark().examples().size(),
                        b.spec()))
            .toList());
  }

  private static Map<String, String> settings(Settings settings) {
    Map<String, String> map = new TreeMap<>();
    map.put("limit", settings.limit().map(String::valueOf).orElse("none"));
    map.put("seed", String.valueOf(settings.seed()));
    map.put("batch-size", String.valueOf(settings.batchSize()));
    map.put("device", settings.device());
    map.put("threads", String.valueOf(settings.threads()));
    map.put("timeout", String.valueOf(settings.timeoutSeconds()));
    map.put("failure-tolerance", String.valueOf(settings.failureTolerance()));
    map.put("trace-examples", String.valueOf(settings.traceExamples()));
    return map;
  }

  /** The manifest that an earlier attempt left in a folder. */
  static Optional<Manifest> in(RunFolder folder) {
    Path file = folder.path().resolve("manifest.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(file.toFile(), Manifest.class));
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
