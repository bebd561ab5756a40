package dev.assay.compare;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Renders a comparison of finished runs for readers; found through {@link java.util.ServiceLoader},
 * since the core knows no template engine.
 */
public interface ComparisonReportWriter {
  /** Writes the report; it appears whole or not at all. */
  void write(ComparedRuns runs, Path file) throws IOException;
}
