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

  /** The file's name inside a run folder, for example {@code report.html}. */
  String fileName();

  /** Writes the report; the file appears whole or not at all. */
  void write(RunResult run, Path file) throws IOException;
}
