package dev.assay.result;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Renders a run for readers; found through {@link java.util.ServiceLoader}, since the core knows no
 * template engine.
 */
public interface ReportWriter {
  /** The name users write after {@code --format}, for example {@code html}. */
  String name();

  /** The file's or folder's name inside a run folder, for example {@code report.html}. */
  String fileName();

  /** Whether it is written only where its name is asked for, not with every run. */
  default boolean onlyWhenAsked() {
    return false;
  }

  /** Writes the report; it appears whole or not at all. */
  void write(RunResult run, Path file) throws IOException;
}
