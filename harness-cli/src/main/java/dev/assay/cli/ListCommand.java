package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.plugin.Plugins;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay list}: what there is to choose from. */
@Command(
    name = "list",
    description = {
      "List models and their options, benchmarks, their options and variants, suites, devices,"
          + " plugins or data sets."
    },
    footer = {
      "",
      "Examples:",
      "  assay list models",
      "  assay list options             what can follow --model PROVIDER:PATH",
      "  assay list benchmarks --data-dir data",
      "  assay list variants            what can follow a benchmark's name: NAME@VARIANT",
      "  assay list plugins --json"
    })
final class ListCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "KIND",
      description =
          "models, options (of models), benchmarks, benchmark-options, variants (of benchmarks),"
              + " suites, devices, plugins or data.")
  private String kind = "";

  @Mixin private DataOptions data = new DataOptions();

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  ListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Listings listings =
        new Listings(Plugins.discover(ListCommand.class.getClassLoader()), data.store(terminal));
    Map<String, Supplier<Listing>> kinds = new LinkedHashMap<>();
    kinds.put("models", listings::models);
    kinds.put("options", listings::options);
    kinds.put("benchmarks", listings::benchmarks);
    kinds.put("benchmark-options", listings::benchmarkOptions);
    kinds.put("variants", listings::variants);
    kinds.put("suites", listings::suites);
    kinds.put("devices", listings::devices);
    kinds.put("plugins", listings::plugins);
    kinds.put("data", listings::data);
    Supplier<Listing> wanted = kinds.get(kind);
    if (wanted == null) {
      throw SetupException.unknownName("kind to list", kind, List.copyOf(kinds.keySet()));
    }
    if (json) {
      terminal.out().println(wanted.get().json());
    } else {
      wanted.get().print(terminal);
      if (kind.equals("benchmarks")) {
        listings.noteOnVariants().ifPresent(terminal::say);
      }
    }
    terminal.out().flush();
    return ExitCode.OK;
  }
}
