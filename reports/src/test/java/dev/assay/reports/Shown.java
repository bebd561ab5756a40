package dev.assay.reports;

import dev.assay.reports.ThoughtsRun.Thinker;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the report shows of runs like {@link ThoughtsRun}. */
final class Shown {
  static final String PROSQA = "prosqa/test";

  private Shown() {}

  /** The page as a browser shows it: style, script and example data left out. */
  static String page(Path file) throws IOException {
    return Files.readString(file).replaceAll("(?s)<(style|script)\\b.*?</\\1>", "");
  }

  static ReportView view(RunResult run) {
    return ReportView.of(new RunIndex(run), ReportView.slugs(run));
  }

  static TaskView task(ReportView view, String name) {
    return view.tasks().stream()
        .filter(t -> t.card().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static StatedTask prosqa() {
    return ThoughtsRun.task(PROSQA, "prosqa", "ProsQA", false, false);
  }

  static Thinker thinker(String name) {
    return ThoughtsRun.THINKERS.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
