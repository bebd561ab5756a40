package dev.assay.cli;

import dev.assay.plugin.Plugins;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay data list}: which data sets there are, and which are at hand. */
@Command(
    name = "list",
    description = {"List the data sets, their licences and which are at hand."})
final class DataListCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private DataOptions data = new DataOptions();

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  DataListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Plugins plugins = Plugins.discover(DataListCommand.class.getClassLoader());
    Listing listing = new Listings(plugins, data.store(terminal)).data();
    if (json) {
      terminal.out().println(listing.json());
    } else {
      listing.print(terminal);
      data.store(terminal).folders().forEach(f -> terminal.out().println("looked in " + f));
    }
    terminal.out().flush();
    return ExitCode.OK;
  }
}
