package dev.assay.cli;

import dev.assay.RunException;
import dev.assay.SetupException;
import dev.assay.gate.Gate;
import dev.assay.gate.GateResult;
import dev.assay.gate.GateVerdict;
import dev.assay.gate.Policy;
import dev.assay.gate.PolicyReader;
import dev.assay.result.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay gate}: whether a run is good enough, as measured against a baseline. */
@Command(
    name = "gate",
    description = {
      "Judge a finished run by a policy, as measured against a baseline: pass, fail or undecided.",
      "",
      "A number passes if its loss against the baseline certainly lies within the policy's margin,"
          + " and fails if it does not and the run is worse by more than chance. Else there are"
          + " too few examples: it is undecided, and told how many would do.",
      "",
      "Without --policy: the average of a group may fall by 2 points (2 %% for numbers that are no"
          + " shares), a benchmark by 5 points (5 %%), no more examples may fail, FLOPs may grow"
          + " by 10 %%; level 5 %%, all of the baseline's examples. --print-policy prints it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:passed",
      "1:failed, or a file could not be written",
      "2:wrong usage or set-up; nothing was judged",
      "3:a mistake in Assay or in a plugin",
      "4:undecided: examples are missing or too few, or the runs cannot be compared"
    },
    footer = {
      "",
      "Examples:",
      "  assay gate runs/tuesday --baseline runs/monday",
      "  assay gate --print-policy > gate.yaml",
      "  assay gate runs/new --baseline runs/old --policy gate.yaml",
      "  assay gate runs/new --baseline runs/old --junit gate.xml --json gate.json",
      "  assay gate runs/new --baseline runs/old --github"
    })
final class GateCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final PolicyReader policies = new PolicyReader();

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Run folder to be judged.")
  private @Nullable Path candidate;

  @Option(names = "--baseline", paramLabel = "RUN", description = "Run folder to measure against.")
  private @Nullable Path baseline;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy, a YAML file (default: see above).")
  private @Nullable Path policy;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit XML.")
  private @Nullable Path junit;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write a Markdown summary.")
  private @Nullable Path markdown;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write JSON, for programs, with all flipped examples.")
  private @Nullable Path json;

  @Option(
      names = "--github",
      description = "In GitHub Actions: annotate the job, and add the summary to that of the step.")
  private boolean github;

  @Option(
      names = "--flips",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Show so many examples of each benchmark that did not pass and that only one run got"
              + " right (default: 5).")
  private int flips;

  @Option(
      names = "--print-policy",
      description = "Print the policy that holds without --policy, to begin with.")
  private boolean printPolicy;

  GateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (printPolicy) {
      terminal.out().print(policies.standardText());
      terminal.out().flush();
      return ExitCode.OK;
    }
    if (flips < 0) {
      throw new SetupException("--flips must be a whole number of at least 0, not " + flips);
    }
    Path before = named(baseline, "--baseline names the run folder to measure against");
    Path after = named(candidate, "name the run folder to be judged");
    Policy wanted = policy == null ? policies.standard() : policies.read(policy);
    GateResult result = Gate.judge(wanted, CompareCommand.read(before), CompareCommand.read(after));
    print(result, before, after);
    write(result, before, after);
    terminal.out().flush();
    return exitCode(result.verdict());
  }

  private static Path named(@Nullable Path path, String what) {
    return Optional.ofNullable(path)
        .orElseThrow(
            () -> new SetupException(what + ": assay gate runs/tuesday --baseline runs/monday"));
  }

  private static int exitCode(GateVerdict verdict) {
    return switch (verdict) {
      case PASS -> ExitCode.OK;
      case FAIL -> ExitCode.FAILED;
      case UNDECIDED -> ExitCode.UNDECIDED;
    };
  }

  private void print(GateResult result, Path before, Path after) {
    GateTable table = new GateTable(result);
    terminal.out().println(OneLine.of("Baseline (A): " + before));
    terminal.out().println(OneLine.of("Candidate (B): " + after));
    terminal.out().println();
    table.numbers().lines(0).forEach(terminal.out()::println);
    table.legend().forEach(terminal.out()::println);
    for (String note : result.notes()) {
      terminal.out().println("- " + OneLine.of(note));
    }
    table.flips(flips).forEach(terminal.out()::println);
    terminal.out().println();
    terminal.out().println(table.verdict());
  }

  private void write(GateResult result, Path before, Path after) {
    GateMarkdown summary = new GateMarkdown(result, before.toString(), after.toString(), flips);
    GateJson verdict =
        new GateJson(result, before.toString(), after.toString(), exitCode(result.verdict()));
    write(junit, new GateJUnit(result, flips)::writeTo);
    write(markdown, summary::writeTo);
    write(json, verdict::writeTo);
    if (github) {
      GitHubJob job = new GitHubJob(terminal);
      job.annotations(result).forEach(terminal.out()::println);
      try {
        job.summarise(summary);
      } catch (IOException e) {
        throw new RunException("cannot write the step's summary: " + e, e);
      }
    }
  }

  private static void write(@Nullable Path file, WholeFile.Content content) {
    if (file == null) {
      return;
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      WholeFile.write(file, content);
    } catch (IOException e) {
      throw new RunException(
          "cannot write %s: %s: %s".formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }
}
