package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.history.History;
import dev.assay.history.History.FoundFolder;
import dev.assay.history.RecordedRun;
import dev.assay.result.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay history baseline}: the run to measure against. */
@Command(
    name = "baseline",
    description = {
      "Print the folder of a recorded run, for `assay compare`. If the folder is gone, one is made"
          + " from the history; it lacks whole outputs and traces."
    },
    footer = {
      "",
      "Examples:",
      "  assay compare $(assay history baseline last-green) runs/today",
      "  assay compare $(assay history baseline v1.2) runs/today"
    })
final class HistoryBaselineCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "BASELINE",
      description =
          "last-green for the latest run with the verdict pass, a run's name, the beginning of its"
              + " identity (`assay history list`), or a path with a slash to a run folder or a file"
              + " in it.")
  private String selector = "";

  @Option(names = "--suite", paramLabel = "NAME", description = "Only runs of this suite.")
  private @Nullable String suite;

  @Mixin private HistoryOptions place = new HistoryOptions();

  HistoryBaselineCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().println(isPath(selector) ? ofPath(Path.of(selector)) : ofHistory());
    terminal.out().flush();
    return ExitCode.OK;
  }

  /** Names have no slashes. */
  private static boolean isPath(String text) {
    return text.contains("/") || text.contains("\\");
  }

  private static Path ofPath(Path path) {
    Path folder = Files.isRegularFile(path) ? path.toAbsolutePath().getParent() : path;
    if (folder == null || !Files.isDirectory(folder)) {
      throw new SetupException("there is no run folder %s".formatted(path));
    }
    if (!new RunFolder(folder).complete()) {
      throw new SetupException("%s holds no complete run".formatted(folder));
    }
    return folder;
  }

  private Path ofHistory() {
    try (History history = place.open(terminal)) {
      RecordedRun run = history.baseline(selector, Optional.ofNullable(suite));
      Path cache = terminal.userFolder("XDG_CACHE_HOME", ".cache").resolve("history");
      FoundFolder found = history.folder(run, cache);
      if (found.restored()) {
        terminal.say(
            "assay: %s no longer holds that run; made from the history, without whole outputs and traces.",
            OneLine.of(run.folder().toString()));
      }
      return found.path();
    }
  }
}
