package dev.assay.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code assay history}: runs over time. */
@Command(
    name = "history",
    description = {
      "Keep finished runs in a database, see how their numbers change over time, and find the run"
          + " to measure against."
    },
    footer = {
      "",
      "Examples:",
      "  assay history add runs/nightly-1a2b3c4d --verdict pass",
      "  assay history show cute-generated",
      "  assay history chart -o trends.html",
      "  assay compare $(assay history baseline last-green) runs/today"
    })
final class HistoryCommand implements Runnable {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  private HistoryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new HistoryCommand(terminal))
        .addSubcommand(new HistoryAddCommand(terminal))
        .addSubcommand(new HistoryListCommand(terminal))
        .addSubcommand(new HistoryShowCommand(terminal))
        .addSubcommand(new HistoryChartCommand(terminal))
        .addSubcommand(new HistoryBaselineCommand(terminal));
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }
}
