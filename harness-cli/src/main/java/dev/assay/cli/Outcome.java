package dev.assay.cli;

import dev.assay.result.ExampleResult;
import dev.assay.result.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a finished run comes to.
 *
 * @param run the run
 * @param tolerance share of examples that may fail
 */
record Outcome(RunResult run, double tolerance) {

  private boolean tolerable() {
    long examples = run.summary().examples();
    return run.summary().failures() <= tolerance * examples;
  }

  int exitCode() {
    return tolerable() ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Prints the numbers and where to look further. */
  void print(Terminal terminal, List<Path> reports) {
    terminal.out().println();
    SummaryTable summary = new SummaryTable(run);
    summary.table().lines(0).forEach(terminal.out()::println);
    terminal.out().println(summary.legend());
    terminal.out().println();
    costs(terminal);
    for (Path report : reports) {
      boolean page = report.toString().endsWith(".html");
      terminal.out().println("Report: " + report + (page ? " (open it in a browser)" : ""));
    }
    terminal.out().flush();
    if (!tolerable()) {
      terminal.say(failures());
    }
  }

  private void costs(Terminal terminal) {
    double wall = run.summary().timings().stream().mapToDouble(t -> t.wallSeconds()).sum();
    StringBuilder line = new StringBuilder("Time: ");
    line.append(Quantity.duration(Duration.ofMillis(Math.round(1000 * wall))));
    run.summary()
        .shareOutsideEngine()
        .ifPresent(
            share ->
                line.append("; of the neural models' time ")
                    .append(Quantity.percent(share))
                    .append(" was spent outside the inference engine"));
    long cached = run.examples().stream().filter(ExampleResult::cached).count();
    if (cached > 0) {
      line.append("; ")
          .append(Quantity.count(cached))
          .append(" examples were answered from the cache");
    }
    terminal.out().println(line.append('.'));
  }

  private String failures() {
    ExampleResult first =
        run.examples().stream().filter(e -> e.failure().isPresent()).findFirst().orElseThrow();
    return "assay: %s of %s examples failed, more than the tolerance of %s; the first: %s on %s#%s: %s. The report shows them all; --failure-tolerance sets how many may fail."
        .formatted(
            Quantity.count(run.summary().failures()),
            Quantity.count(run.summary().examples()),
            Quantity.percent(tolerance),
            first.model(),
            first.benchmark(),
            first.example(),
            first.failure().orElse(""));
  }
}
