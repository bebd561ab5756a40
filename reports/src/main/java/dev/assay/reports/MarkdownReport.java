package dev.assay.reports;

import dev.assay.result.ReportWriter;
import dev.assay.result.RunResult;
import dev.assay.result.WholeFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The summary matrix, curves over options as tables, and the costs in GitHub Flavored Markdown, for
 * the summary page of a job or a comment. Thread-safe.
 */
public final class MarkdownReport implements ReportWriter {

  /** Found by {@link java.util.ServiceLoader}. */
  public MarkdownReport() {}

  @Override
  public String name() {
    return "markdown";
  }

  @Override
  public String fileName() {
    return "report.md";
  }

  @Override
  public void write(RunResult run, Path file) throws IOException {
    ReportView view = ReportView.of(new RunIndex(run), ReportView.slugs(run));
    WholeFile.write(file, out -> write(view, out));
  }

  private static void write(ReportView view, Writer out) throws IOException {
    out.append("# ").append(escaped(view.head().suite())).append("\n\n");
    out.append(escaped(view.head().sentence())).append("\n\n");
    notices(view, out);
    out.append("## Results\n\n");
    matrix(view, out);
    out.append(
        """

        ★ best · ≈ a paired test cannot tell it from the best · in \
        parentheses the 95 % interval

        """);
    for (DegradationView degradation : view.degradation()) {
      degradation(view.models(), degradation, out);
    }
    for (SweepView sweep : view.sweeps()) {
      sweep(sweep, out);
    }
    out.append("## Cost\n\n");
    List<String> header = new ArrayList<>(List.of(""));
    view.models().forEach(m -> header.add(heading(m)));
    List<List<String>> rows = new ArrayList<>();
    for (CostView.Row row : view.cost().rows()) {
      List<String> cells = new ArrayList<>(List.of(escaped(row.title())));
      row.values().forEach(v -> cells.add(escaped(v)));
      rows.add(cells);
    }
    table(header, rows, out);
    out.append("\nAssay ").append(escaped(view.head().assayVersion()));
    out.append(" · started ").append(escaped(view.head().when())).append("\n");
  }

  private static void notices(ReportView view, Writer out) throws IOException {
    HeadView head = view.head();
    if (!head.generated().isEmpty()) {
      out.append("> **Generated data.** Not the published data: ");
      out.append(
          head.allGenerated() ? "all benchmarks" : escaped(String.join(", ", head.generated())));
      out.append(".\n\n");
    }
    if (!head.references().isEmpty()) {
      out.append("> **Not competing**, since they look at the answers: ");
      out.append(
          head.references().stream().map(m -> escaped(m.name())).collect(Collectors.joining(", ")));
      out.append(".\n\n");
    }
    if (!head.failures().isEmpty()) {
      out.append("> **").append(head.failed()).append(" failed** and count in no number: ");
      out.append(
          head.failures().stream()
              .map(f -> escaped("%s on %s (%s)".formatted(f.model(), f.title(), f.count())))
              .collect(Collectors.joining(", ")));
      out.append(".\n\n");
    }
  }

  private static void matrix(ReportView view, Writer out) throws IOException {
    List<String> header = new ArrayList<>(List.of("benchmark", "metric"));
    view.models().forEach(m -> header.add(heading(m)));
    List<List<String>> rows = new ArrayList<>();
    for (SummaryView.Group group : view.summary().groups()) {
      for (SummaryView.Row row : group.rows()) {
        List<String> cells = new ArrayList<>();
        cells.add(
            row.average()
                ? "**" + escaped(row.title()) + "** (" + row.examples() + ")"
                : escaped(row.title()));
        cells.add(escaped(row.metric()));
        row.cells().forEach(c -> cells.add(cell(c)));
        rows.add(cells);
      }
    }
    table(header, rows, out);
  }

  private static void degradation(List<ModelView> models, DegradationView degradation, Writer out)
      throws IOException {
    out.append("## Under change: ").append(escaped(degradation.title())).append("\n\n");
    out.append("Difference to the unchanged ").append(escaped(degradation.metric()));
    out.append(" with its paired 95 % interval, and the share that is kept.\n\n");
    List<String> header = new ArrayList<>(List.of("change"));
    models.forEach(m -> header.add(heading(m)));
    List<String> unchanged = new ArrayList<>(List.of("unchanged"));
    degradation.unchanged().forEach(v -> unchanged.add(escaped(v.words())));
    List<List<String>> rows = new ArrayList<>(List.of(unchanged));
    degradation.rows().forEach(row -> rows.add(cells(row)));
    degradation.mean().ifPresent(row -> rows.add(cells(row)));
    table(header, rows, out);
    out.append('\n');
  }

  private static void sweep(SweepView sweep, Writer out) throws IOException {
    out.append("## Quality against ").append(escaped(sweep.option()));
    out.append(": ").append(escaped(sweep.title())).append("\n\n");
    for (SweepView.Measure measure : sweep.metrics()) {
      out.append(escaped(measure.metric())).append(".\n\n");
      List<String> header = new ArrayList<>(List.of(escaped(sweep.option())));
      sweep.values().forEach(v -> header.add(escaped(v)));
      List<List<String>> rows = new ArrayList<>();
      for (SweepView.Row row : measure.curves()) {
        List<String> cells = new ArrayList<>(List.of(escaped(row.label())));
        row.cells().forEach(c -> cells.add(c.map(MarkdownReport::cell).orElse(Figures.NONE)));
        rows.add(cells);
      }
      table(header, rows, out);
      out.append('\n');
    }
  }

  private static List<String> cells(DegradationView.Row row) {
    List<String> cells = new ArrayList<>(List.of(escaped(row.title())));
    for (DegradationView.Change change : row.changes()) {
      String interval = change.interval().isEmpty() ? "" : " (" + change.interval() + ")";
      String kept = change.kept().equals(Figures.NONE) ? "" : ", " + change.kept() + " kept";
      cells.add(escaped(change.changed().words() + ", " + change.difference() + interval + kept));
    }
    return cells;
  }

  private static String heading(ModelView model) {
    return escaped(model.name()) + (model.competes() ? "" : " (does not compete)");
  }

  private static String cell(Cell cell) {
    String value = cell.value() + (cell.unit().isEmpty() ? "" : " " + escaped(cell.unit()));
    String interval = cell.interval().isEmpty() ? "" : " (" + cell.interval() + ")";
    String mark =
        switch (cell.standing()) {
          case BEST -> " ★";
          case TIED -> " ≈";
          case NONE -> "";
        };
    String failed = cell.failed() == 0 ? "" : " ⚠ " + Figures.count(cell.failed()) + " failed";
    return (cell.standing() == Standing.BEST ? "**" + value + "**" : value)
        + interval
        + mark
        + failed;
  }

  private static void table(List<String> header, List<List<String>> rows, Writer out)
      throws IOException {
    row(header, out);
    row(Collections.nCopies(header.size(), "---"), out);
    for (List<String> cells : rows) {
      row(cells, out);
    }
  }

  private static void row(List<String> cells, Writer out) throws IOException {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /**
   * Text that GitHub shows as it is: punctuation with a meaning is escaped (GitHub Flavored
   * Markdown specification, section 6.1), line breaks become spaces, and an empty comment keeps
   * {@code @} and {@code #} from becoming a mention or a reference, which backslashes do not.
   */
  static String escaped(String text) {
    return VisibleText.of(text)
        .replaceAll("\\s+", " ")
        .replaceAll("[\\\\`*_\\[\\]<>~|&$]|:(?=//)", "\\\\$0")
        .replaceAll("[@#]", "$0<!-- -->");
  }
}
