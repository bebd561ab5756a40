package dev.assay.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code assay check}: puts promises to the test. */
@Command(
    name = "check",
    description = {"Put a model's or a benchmark's promises to the test."},
    footer = {"", "Example:", "  assay check determinism -m bpe-8192 -t cute-generated -L 20"})
final class CheckCommand implements Runnable {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  private CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new CheckCommand(terminal))
        .addSubcommand(new CheckDeterminismCommand(terminal));
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }
}
