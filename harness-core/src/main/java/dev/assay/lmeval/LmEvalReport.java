package dev.assay.lmeval;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.result.Manifest;
import dev.assay.result.Manifest.BenchmarkEntry;
import dev.assay.result.Manifest.ModelEntry;
import dev.assay.result.ReportWriter;
import dev.assay.result.RunResult;
import dev.assay.result.WholeFile;
import dev.assay.result.WholeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A run as lm-evaluation-harness would have written it: a folder {@code lm-eval} with a folder for
 * each model, in it the results file and the samples of each benchmark. What its format has no
 * place for, Assay's manifest, stands in the results file under {@code assay}, so that {@link
 * LmEvalImport} gives back a run that compares with the original. Thread-safe.
 */
public final class LmEvalReport implements ReportWriter {
  private static final ObjectWriter RESULTS =
      Json.pretty().without(JsonWriteFeature.WRITE_NAN_AS_STRINGS.mappedFeature());

  /** Found by {@link java.util.ServiceLoader}. */
  public LmEvalReport() {}

  @Override
  public String name() {
    return "lm-eval";
  }

  @Override
  public String fileName() {
    return "lm-eval";
  }

  /** All answers are written a second time, which not everybody wants. */
  @Override
  public boolean onlyWhenAsked() {
    return true;
  }

  @Override
  public void write(RunResult run, Path folder) throws IOException {
    Path temporary = folder.resolveSibling("." + folder.getFileName() + "." + UUID.randomUUID());
    try {
      Set<String> taken = new HashSet<>();
      for (ModelEntry model : run.manifest().models()) {
        String name = OutputFiles.fileName(model.card().name());
        for (int i = 2; !taken.add(name); i++) {
          name = OutputFiles.fileName(model.card().name()) + "-" + i;
        }
        write(run, model, Files.createDirectories(temporary.resolve(name)));
      }
      WholeFolder.delete(folder);
      Files.move(temporary, folder);
    } finally {
      WholeFolder.delete(temporary);
    }
  }

  private static void write(RunResult run, ModelEntry model, Path folder) throws IOException {
    String date = run.manifest().started().replace(":", "-").replaceFirst("Z$", "");
    OutputFiles files = new OutputFiles(folder.resolve("results_" + date + ".json"));
    ResultsWriter results = new ResultsWriter(alone(run.manifest(), model), run.summary());
    for (BenchmarkEntry benchmark : run.manifest().benchmarks()) {
      String name = benchmark.card().name();
      List<ObjectNode> samples =
          new Samples(results.metrics(name)).of(run.examples(), model.card().name(), name);
      WholeFile.write(
          files.samples(name),
          out -> {
            for (ObjectNode sample : samples) {
              out.append(Json.line(sample)).append('\n');
            }
          });
      results.add(benchmark, samples);
    }
    ObjectNode whole = results.finish();
    WholeFile.write(
        files.results(), out -> out.append(RESULTS.writeValueAsString(whole)).append('\n'));
  }

  /** The manifest of a run with this model only. */
  private static Manifest alone(Manifest all, ModelEntry model) {
    return new Manifest(
        all.format(),
        all.assayVersion(),
        all.suite(),
        all.planHash(),
        all.commandLine(),
        all.started(),
        all.settings(),
        all.host(),
        List.of(model),
        all.benchmarks());
  }
}
