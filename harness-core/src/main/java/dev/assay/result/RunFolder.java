package dev.assay.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.RunException;
import dev.assay.SetupException;
import dev.assay.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder that a run fills: {@code manifest.json}, {@code journal}, and when it is complete
 * {@code summary.json}, {@code metrics.csv}, {@code costs.csv}, {@code timings.csv}, {@code
 * examples.csv} and the reports.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  /** The journal's file. */
  public Path journal() {
    return path.resolve("journal");
  }

  /** Whether the run in this folder is complete. */
  public boolean complete() {
    return Files.exists(path.resolve("summary.json"));
  }

  /** Whether a run has begun here. */
  public boolean begun() {
    return Files.exists(journal());
  }

  /** Writes the manifest. */
  public void write(Manifest manifest) {
    write("manifest.json", manifest);
  }

  /** Writes the numbers: as CSV for tools, and last as JSON, which marks the run as complete. */
  public void write(RunResult run) {
    ResultTables tables = new ResultTables(run);
    write("metrics.csv", tables::metrics);
    write("costs.csv", tables::costs);
    write("timings.csv", tables::timings);
    write("examples.csv", tables::examples);
    write("summary.json", run.summary());
  }

  private void write(String name, Object value) {
    write(name, out -> out.append(Json.pretty().writeValueAsString(value)).append('\n'));
  }

  private void write(String name, WholeFile.Content content) {
    Path file = path.resolve(name);
    try {
      Files.createDirectories(path);
      WholeFile.write(file, content);
    } catch (IOException e) {
      throw new RunException(
          "cannot write %s: %s. The journal holds everything that was finished; once the cause is mended, run the same command again."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Reads a complete run.
   *
   * @throws SetupException if there is none, or it is incomplete or damaged
   */
  public RunResult read() {
    if (!Files.isDirectory(path) || !begun()) {
      throw new SetupException(
          path
              + " is not a run folder: it holds no journal. Runs lie in runs/ unless --output says otherwise.");
    }
    if (!complete()) {
      throw new SetupException(
          path
              + " holds a run that was interrupted; run the same `assay run` command again to finish it");
    }
    Manifest manifest = read("manifest.json", Manifest.class);
    RunSummary summary = read("summary.json", RunSummary.class);
    return new RunResult(manifest, summary, inOrder(manifest, examples()));
  }

  private <T> T read(String name, Class<T> type) {
    Path file = path.resolve(name);
    try {
      return Json.mapper().readValue(file.toFile(), type);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private List<ExampleResult> examples() {
    List<ExampleResult> examples = new ArrayList<>();
    try {
      for (String line : JournalReader.read(journal()).records()) {
        JsonNode node = Json.parse(line);
        if (node.has("example")) {
          examples.add(Json.mapper().treeToValue(node.get("example"), ExampleResult.class));
        }
      }
    } catch (JsonProcessingException e) {
      throw new SetupException(
          journal() + " was written by another version of Assay: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(journal(), e.getMessage()), e);
    }
    return examples;
  }

  /** The journal is in the order of finishing; readers want models, benchmarks and examples. */
  private static List<ExampleResult> inOrder(Manifest manifest, List<ExampleResult> examples) {
    Map<String, Map<String, List<ExampleResult>>> sorted = new HashMap<>();
    for (ExampleResult example : examples) {
      sorted
          .computeIfAbsent(example.model(), m -> new HashMap<>())
          .computeIfAbsent(example.benchmark(), b -> new ArrayList<>())
          .add(example);
    }
    List<ExampleResult> ordered = new ArrayList<>();
    for (Manifest.ModelEntry model : manifest.models()) {
      for (Manifest.BenchmarkEntry benchmark : manifest.benchmarks()) {
        List<ExampleResult> part =
            sorted
                .getOrDefault(model.card().name(), Map.of())
                .getOrDefault(benchmark.card().name(), new ArrayList<>());
        part.sort((a, b) -> compareIds(a.example(), b.example()));
        ordered.addAll(part);
      }
    }
    return ordered;
  }

  /** Numbers by value, everything else by text. */
  private static int compareIds(String a, String b) {
    if (a.length() != b.length() && a.matches("\\d+") && b.matches("\\d+")) {
      return Integer.compare(a.length(), b.length());
    }
    return a.compareTo(b);
  }
}
