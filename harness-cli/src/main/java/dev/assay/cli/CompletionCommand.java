package dev.assay.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code assay completion}: lets the shell complete commands and options. */
@Command(
    name = "completion",
    description = {"Print a completion script for bash and zsh."},
    footer = {
      "",
      "Examples:",
      "  source <(assay completion)                                  this shell only",
      "  assay completion > ~/.local/share/bash-completion/completions/assay    for good"
    })
final class CompletionCommand implements Runnable {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    terminal.out().print(AutoComplete.bash("assay", spec.root().commandLine()));
    terminal.out().flush();
  }
}
