package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.data.DataStore;
import dev.assay.plan.Plan;
import dev.assay.result.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a run reads and writes. */
final class PlaceOptions {
  @Option(
      names = {"-o", "--output", "--output-path"},
      paramLabel = "DIR",
      description = {
        "Run folder (default: runs/SUITE-HASH with the plan's hash, so that the same command"
            + " continues the same run)."
      })
  private @Nullable Path output;

  @ArgGroup(validate = false)
  private DataOptions data = new DataOptions();

  /** The data sets at hand. */
  DataStore data(Terminal terminal) {
    return data.store(terminal);
  }

  /** The folder that a run of this plan fills. */
  RunFolder folder(Plan plan) {
    Path path =
        output != null
            ? output
            : Path.of(
                "runs", SuiteOptions.fileName(plan.suite()) + "-" + plan.hash().substring(0, 8));
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new SetupException(
          "--output %s is not a folder; a run needs a folder to fill".formatted(path));
    }
    return new RunFolder(path);
  }
}
