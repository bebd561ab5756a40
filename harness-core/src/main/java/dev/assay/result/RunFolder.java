package dev.assay.result;

import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.assay.Json;
import dev.assay.RunException;
import dev.assay.SetupException;
import dev.assay.journal.Journal;
import dev.assay.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The folder that a run fills: {@code manifest.json}, {@code journal}, and when it is complete
 * {@code summary.json}, {@code metrics.csv}, {@code costs.csv}, {@code timings.csv}, {@code
 * examples.csv}, {@code degradation.csv} where variants of benchmarks ran beside them, and the
 * reports.
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
    if (!run.summary().degradations().isEmpty()) {
      write("degradation.csv", tables::degradation);
    }
    write("examples.csv", tables::examples);
    write("summary.json", run.summary());
  }

  /**
   * Writes a run that is complete, with its manifest and journal, into a folder that holds none.
   *
   * @throws IOException if the journal cannot be written
   */
  public void writeAll(RunResult run) throws IOException {
    write(run.manifest());
    try (Journal journal = Journal.open(journal()).journal()) {
      journal.append(new RunRecord.Of(run.manifest().planHash()).line());
      for (int i = 0; i < run.examples().size(); i++) {
        journal.append(new RunRecord.Finished(i, run.examples().get(i)).line());
      }
      run.summary().timings().forEach(t -> journal.append(new RunRecord.Timed(t).line()));
    }
    write(run);
  }

  private void write(String name, Object value) {
    write(name, out -> out.append(Json.pretty().writeValueAsString(value)).append('\n'));
  }

  private void write(String name, WholeFile.Content content) {
    Path file = path.resolve(name);
    try {
      if (!Files.isDirectory(path)) { // else createDirectories would refuse a link to a folder
        Files.createDirectories(path);
      }
      WholeFile.write(file, content);
    } catch (IOException e) {
      if (!begun()) {
        throw new SetupException(
            "cannot begin a run in %s (%s: %s); choose another folder with --output"
                .formatted(path, e.getClass().getSimpleName(), e.getMessage()),
            e);
      }
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
    return new RunResult(manifest, summary, examples());
  }

  private <T> T read(String name, Class<T> type) {
    Path file = path.resolve(name);
    try {
      T value = Json.mapper().readValue(file.toFile(), type);
      if (value == null) {
        throw new SetupException("cannot read %s: it holds only null".formatted(file));
      }
      return value;
    } catch (ValueInstantiationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SetupException(
          "cannot read %s: it is damaged or of another version of Assay (%s)"
              .formatted(file, cause.getMessage()),
          e);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The journal is in the order of finishing; readers want that of the plan. */
  private List<ExampleResult> examples() {
    try {
      return JournalReader.read(journal()).records().stream()
          .map(RunRecord::parse)
          .filter(RunRecord.Finished.class::isInstance)
          .map(RunRecord.Finished.class::cast)
          .sorted(Comparator.comparingLong(RunRecord.Finished::position))
          .map(RunRecord.Finished::example)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new SetupException(
          "cannot read %s: %s. Was it written by another version of Assay?"
              .formatted(journal(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(journal(), e.getMessage()), e);
    }
  }
}
