package dev.assay.reports;

import dev.assay.result.ReportWriter;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The report as one self-contained HTML file: it opens from a folder without a network, its numbers
 * are readable without JavaScript, and nothing that a model wrote is ever more than text.
 * Thread-safe.
 */
public final class HtmlReport implements ReportWriter {
  /** The report's name in a run folder. */
  static final String FILE = "report.html";

  private static final HtmlPage PAGE = new HtmlPage("report.ftlh", List.of(), List.of());

  /** Found by {@link java.util.ServiceLoader}. */
  public HtmlReport() {}

  @Override
  public String name() {
    return "html";
  }

  @Override
  public String fileName() {
    return FILE;
  }

  @Override
  public void write(RunResult run, Path file) throws IOException {
    RunIndex index = new RunIndex(run);
    Slugs slugs = ReportView.slugs(run);
    PAGE.write(
        ReportView.of(index, slugs), BrowserRun.embedded(index, slugs, Optional.empty()), file);
  }
}
