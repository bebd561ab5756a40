package dev.assay.history;

import dev.assay.RunException;
import dev.assay.SetupException;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Makes run folders from what the history holds. */
final class RunRestorer {
  private RunRestorer() {}

  /** Whether a folder holds just that run. */
  static boolean holds(Path folder, RecordedRun run) {
    try {
      RunFolder there = new RunFolder(folder);
      return there.begun() && there.complete() && RunIdentity.of(there.read()).equals(run.id());
    } catch (SetupException e) {
      return false; // damaged, or of another version
    }
  }

  /** Writes the folder beside its place first, so that it appears whole. */
  static void restore(RunResult run, Path target) {
    Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID());
    try {
      new RunFolder(temporary).writeAll(run);
      move(temporary, target);
    } catch (IOException e) {
      throw new RunException(
          "cannot write the run from the history to %s: %s".formatted(target, e.getMessage()), e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(to)) {
        throw e;
      }
      // Another process was faster, or what lies there is damaged: that one steps aside.
      Files.move(to, from.resolveSibling(from.getFileName() + ".old"));
      Files.move(from, to);
    }
  }
}
