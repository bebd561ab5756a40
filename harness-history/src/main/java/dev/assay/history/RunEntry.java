package dev.assay.history;

import dev.assay.result.Manifest;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import java.nio.file.Path;
import java.util.List;

/**
 * What is written of a run, all made before others have to wait for it.
 *
 * @param id its identity
 * @param manifest what ran
 * @param folder where it lies
 * @param numbers metrics, costs and times
 * @param content see {@link RunContent}
 * @param examples finished examples
 * @param failures failed examples among them
 */
record RunEntry(
    String id,
    Manifest manifest,
    Path folder,
    List<NumberRow> numbers,
    byte[] content,
    long examples,
    long failures) {

  /** Reads a finished run. */
  static RunEntry of(RunFolder folder) {
    RunResult run = folder.read();
    return new RunEntry(
        RunIdentity.of(run),
        run.manifest(),
        folder.path().toAbsolutePath().normalize(),
        RunNumbers.of(run),
        RunContent.of(run),
        run.summary().examples(),
        run.summary().failures());
  }
}
