package dev.assay.cli;

import dev.assay.data.DataFile;
import dev.assay.data.DataPull;
import dev.assay.data.DataSet;
import dev.assay.plugin.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay data pull}: fetches data sets from their publishers. */
@Command(
    name = "pull",
    description = {
      "Fetch data sets from their publishers; what is at hand is not fetched again.",
      "",
      "An interrupted download continues where it was. Files are checked against their"
          + " published sha256."
    },
    footer = {"", "Example:", "  assay data pull cute"})
final class DataPullCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Data sets.")
  private List<String> names = new ArrayList<>();

  @Mixin private DataOptions data = new DataOptions();

  @Option(names = "--offline", description = "Fetch nothing; say what would be missing.")
  private boolean offline;

  DataPullCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Plugins plugins = Plugins.discover(DataPullCommand.class.getClassLoader());
    List<DataSet> sets = names.stream().map(name -> DataCommand.named(name, plugins)).toList();
    Path folder = data.pullFolder(terminal);
    DataPull pull = new DataPull(folder, offline);
    for (DataSet set : sets) {
      terminal.say("%s (%s)", set.title(), set.homepage());
      terminal.say("Licence: %s", set.licence());
      pull.pull(set, this::show);
      terminal.out().println("%s is in %s".formatted(set.name(), folder));
    }
    terminal.out().flush();
    return ExitCode.OK;
  }

  private void show(DataFile file, long done, long total) {
    if (done == total) {
      terminal.say("  %s, %s", file.path(), Quantity.bytes(total));
    }
  }
}
