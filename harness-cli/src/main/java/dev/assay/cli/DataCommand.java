package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.data.DataSet;
import dev.assay.plugin.Plugins;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code assay data}: the published data sets that benchmarks read. */
@Command(
    name = "data",
    description = {"List, check or fetch the data sets that benchmarks read."},
    footer = {
      "",
      "Examples:",
      "  assay data list",
      "  assay data pull cute",
      "  assay data verify --data-dir data"
    })
final class DataCommand implements Runnable {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  private DataCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new DataCommand(terminal))
        .addSubcommand(new DataListCommand(terminal))
        .addSubcommand(new DataVerifyCommand(terminal))
        .addSubcommand(new DataPullCommand(terminal));
  }

  /** The data set of a name. */
  static DataSet named(String name, Plugins plugins) {
    List<DataSet> all = plugins.dataSets();
    return all.stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                SetupException.unknownName(
                    "data set", name, all.stream().map(DataSet::name).toList()));
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }
}
