package dev.assay.reports;

import dev.assay.compare.ComparedRuns;
import dev.assay.compare.ComparisonReportWriter;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The report of several runs as one self-contained HTML file: the comparison, then tasks and
 * examples of all runs beside each other. What holds of {@link HtmlReport} holds here. Thread-safe.
 */
public final class ComparisonHtmlReport implements ComparisonReportWriter {
  private static final HtmlPage PAGE =
      new HtmlPage(
          "comparison.ftlh", List.of("comparison.css"), List.of("runs.js", "comparison.js"));

  /** Found by {@link java.util.ServiceLoader}. */
  public ComparisonHtmlReport() {}

  @Override
  public void write(ComparedRuns compared, Path file) throws IOException {
    List<LabelledRun> runs = LabelledRun.all(compared.runs());
    RunResult joined = JoinedRuns.of(runs);
    RunIndex index = new RunIndex(joined);
    Slugs slugs = ReportView.slugs(joined);
    PAGE.write(
        ComparisonView.of(compared, runs, index, slugs, file),
        BrowserRun.embedded(index, slugs, Optional.of(BrowserRuns.of(runs, ModelView.all(index)))),
        file);
  }
}
