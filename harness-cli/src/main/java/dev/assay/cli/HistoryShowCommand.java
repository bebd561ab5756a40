package dev.assay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.assay.Json;
import dev.assay.history.Trend;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay history show}: numbers over time, in the terminal. */
@Command(
    name = "show",
    description = {
      "Show how numbers changed from run to run, and where by more than chance (E-divisive change"
          + " points; one false alarm in a hundred series that never change)."
    },
    footer = {
      "",
      "Examples:",
      "  assay history show",
      "  assay history show cute-generated -m blt-s",
      "  assay history show 'cute/*:exact_match' --rows 0"
    })
final class HistoryShowCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private TrendOptions options = new TrendOptions();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10",
      description = "List the last N points of each (default: 10).")
  private int rows;

  @Option(names = "--json", description = "As JSON, for programs, with every point.")
  private boolean json;

  HistoryShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    List<Trend> trends = options.trends(terminal);
    if (json) {
      terminal.out().println(Json.pretty().writeValueAsString(trends));
    } else {
      for (int i = 0; i < trends.size(); i++) {
        if (i > 0) {
          terminal.out().println();
        }
        new TrendLines(trends.get(i)).lines(rows).forEach(terminal.out()::println);
      }
    }
    terminal.out().flush();
    return ExitCode.OK;
  }
}
