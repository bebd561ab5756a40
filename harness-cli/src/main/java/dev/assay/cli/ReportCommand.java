package dev.assay.cli;

import dev.assay.plugin.Plugins;
import dev.assay.result.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay report}: renders finished runs again. */
@Command(
    name = "report",
    description = {"Write the report of a finished run anew, from its folder."},
    footer = {
      "",
      "Examples:",
      "  assay report runs/showcase-1a2b3c4d",
      "  assay report runs/* --format markdown",
      "  assay report runs/showcase-1a2b3c4d --format lm-eval"
    })
final class ReportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run folders.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      split = ",",
      description =
          "Formats to write: html, markdown, lm-eval (files of lm-evaluation-harness; only where"
              + " named) and those of plugins (default: all others).")
  private List<String> formats = new ArrayList<>();

  ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Reports reports = new Reports(Plugins.discover(ReportCommand.class.getClassLoader()), formats);
    for (Path path : folders) {
      RunFolder folder = new RunFolder(path);
      reports.write(folder.read(), folder).forEach(terminal.out()::println);
    }
    return ExitCode.OK;
  }
}
