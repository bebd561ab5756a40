package dev.assay.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code assay doctor}: whether this machine is ready. */
@Command(
    name = "doctor",
    description = {"Check this machine: Java, memory, disk, inference engine, plugins, data."},
    footer = {"", "Example:", "  assay doctor --data-dir data"})
final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private DataOptions data = new DataOptions();

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Finding> findings = new Examination(data.store(terminal)).findings();
    for (Finding finding : findings) {
      terminal
          .out()
          .println(
              "%-4s  %s%s"
                  .formatted(
                      finding.state().name().toLowerCase(Locale.ROOT),
                      finding.fact(),
                      finding.advice().isEmpty() ? "" : ". " + finding.advice()));
    }
    terminal.out().flush();
    return findings.stream().anyMatch(f -> f.state() == Finding.State.FAIL)
        ? ExitCode.USAGE
        : ExitCode.OK;
  }
}
