package dev.assay.cli;

import dev.assay.data.DataCheck;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import dev.assay.plugin.Plugins;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code assay data verify}: compares checksums. */
@Command(
    name = "verify",
    description = {"Compare the files at hand with the published checksums (sha256)."})
final class DataVerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Data sets (default: all).")
  private List<String> names = new ArrayList<>();

  @Mixin private DataOptions data = new DataOptions();

  DataVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Plugins plugins = Plugins.discover(DataVerifyCommand.class.getClassLoader());
    DataStore store = data.store(terminal);
    List<DataSet> sets =
        names.isEmpty()
            ? plugins.dataSets()
            : names.stream().map(name -> DataCommand.named(name, plugins)).toList();
    boolean good = true;
    for (DataSet set : sets) {
      List<DataCheck> bad =
          store.verify(set).stream().filter(c -> c.status() != DataCheck.Status.OK).toList();
      terminal
          .out()
          .println(
              "%s: %d of %d files as published"
                  .formatted(set.name(), set.files().size() - bad.size(), set.files().size()));
      bad.forEach(check -> terminal.out().println("  " + describe(check)));
      good &= bad.isEmpty();
    }
    terminal.out().flush();
    return good ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String describe(DataCheck check) {
    return check.status() == DataCheck.Status.MISSING
        ? "missing: " + check.file().path()
        : "differs: %s; expected sha256 %s"
            .formatted(
                check.path().map(String::valueOf).orElse(check.file().path()),
                check.file().sha256());
  }
}
