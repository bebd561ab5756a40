package dev.assay.cli;

import dev.assay.history.History;
import dev.assay.history.RecordedRun;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay history list}: the runs that are recorded. */
@Command(
    name = "list",
    description = {"List the recorded runs, the oldest first."},
    footer = {"", "Example:", "  assay history list --suite nightly"})
final class HistoryListCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--suite", paramLabel = "NAME", description = "Only runs of this suite.")
  private @Nullable String suite;

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  @Mixin private HistoryOptions place = new HistoryOptions();

  HistoryListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (History history = place.open(terminal)) {
      Listing listing =
          new Listing(
              List.of(
                  "run",
                  "started",
                  "suite",
                  "name",
                  "verdict",
                  "examples",
                  "failed",
                  "models",
                  "folder"),
              history.runs().stream()
                  .filter(run -> suite == null || run.suite().equals(suite))
                  .map(this::row)
                  .toList());
      if (json) {
        terminal.out().println(listing.json());
      } else {
        listing.print(terminal);
      }
      terminal.out().flush();
    }
    return ExitCode.OK;
  }

  private List<Object> row(RecordedRun run) {
    return List.of(
        run.shortId(),
        run.started(),
        shown(run.suite()),
        run.name().orElse(""),
        run.verdict().map(HistoryAddCommand::word).orElse(""),
        run.examples(),
        run.failures(),
        shown(String.join(", ", run.models())),
        shown(run.folder().toString()));
  }

  private String shown(String text) {
    return json ? text : OneLine.of(text);
  }
}
