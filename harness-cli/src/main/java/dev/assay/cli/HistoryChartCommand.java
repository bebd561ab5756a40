package dev.assay.cli;

import dev.assay.history.TrendPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay history chart}: numbers over time, as a page. */
@Command(
    name = "chart",
    description = {
      "Draw how numbers changed from run to run, with change points, as one HTML file that needs no"
          + " network."
    },
    footer = {"", "Example:", "  assay history chart 'cute/*' -m blt-s -o trends.html"})
final class HistoryChartCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private TrendOptions options = new TrendOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "trends.html",
      description = "The page (default: trends.html).")
  private Path file = Path.of("");

  HistoryChartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    TrendPage page = new TrendPage(options.trends(terminal));
    try {
      page.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    terminal.out().println(file);
    terminal.out().flush();
    return ExitCode.OK;
  }
}
