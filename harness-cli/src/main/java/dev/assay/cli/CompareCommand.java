package dev.assay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.compare.RunComparison;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import dev.assay.statistics.Adjustment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code assay compare}: what differs between two finished runs, and whether by more than chance.
 */
@Command(
    name = "compare",
    description = {
      "Compare two finished runs, example by example: is the second better or worse than the first,"
          + " by more than chance?"
    },
    footer = {
      "",
      "Examples:",
      "  assay compare runs/monday runs/tuesday",
      "  assay compare runs/monday runs/tuesday --benchmark cute/spell --flips 50",
      "  assay compare runs/monday runs/tuesday --correction bh",
      "  assay compare runs/monday runs/tuesday --json > comparison.json"
    })
final class CompareCommand implements Callable<Integer> {
  private static final Map<String, Adjustment> CORRECTIONS =
      Map.of("holm", Adjustment.HOLM, "bh", Adjustment.BENJAMINI_HOCHBERG);

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "RUN", description = "Run folder to measure against (A).")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "RUN", description = "Run folder to be judged (B).")
  private Path second = Path.of("");

  @Option(
      names = "--benchmark",
      paramLabel = "NAME",
      split = ",",
      description = "Benchmarks or groups to compare (default: all that both runs have).")
  private Set<String> benchmarks = new LinkedHashSet<>();

  @Option(
      names = "--flips",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Show so many examples of each benchmark that only one run got right (default: 5).")
  private int flips;

  @Option(
      names = "--correction",
      paramLabel = "NAME",
      defaultValue = "holm",
      description = {
        "How p-values are adjusted for all tests together: holm, so that hardly even one verdict"
            + " is false, or bh (Benjamini and Hochberg), so that at most about one in twenty of"
            + " the verdicts \"better\" and \"worse\" is (default: holm)."
      })
  private String correction = "";

  @Option(names = "--json", description = "As JSON, for programs, with all flipped examples.")
  private boolean json;

  CompareCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    if (flips < 0) {
      throw new SetupException("--flips must be a whole number of at least 0, not " + flips);
    }
    Adjustment adjustment = adjustment();
    RunComparison comparison = RunComparison.of(read(first), read(second), benchmarks, adjustment);
    if (json) {
      terminal.out().println(Json.pretty().writeValueAsString(comparison));
    } else {
      print(comparison);
    }
    terminal.out().flush();
    if (!comparison.holds()) {
      terminal.say("assay: no number of these runs can be compared; the reasons stand above.");
      return ExitCode.USAGE;
    }
    return ExitCode.OK;
  }

  private Adjustment adjustment() {
    Adjustment adjustment = CORRECTIONS.get(correction);
    if (adjustment == null) {
      throw SetupException.unknownName("correction", correction, CORRECTIONS.keySet());
    }
    return adjustment;
  }

  /** A finished run as users name it. */
  static RunResult read(Path path) {
    if (!Files.exists(path)) {
      throw new SetupException(
          "there is no run folder %s. Runs lie in runs/ unless --output says otherwise."
              .formatted(path));
    }
    return new RunFolder(path).read();
  }

  private void print(RunComparison comparison) {
    terminal.out().println(OneLine.of("A: " + first));
    terminal.out().println(OneLine.of("B: " + second));
    terminal.out().println();
    ComparisonTable table = new ComparisonTable(comparison);
    table.numbers().lines(0).forEach(terminal.out()::println);
    table.legend().forEach(terminal.out()::println);
    print("Limits of this comparison:", comparison.obstacles());
    print("Notes:", comparison.notes());
    table.flips(flips).forEach(terminal.out()::println);
  }

  private void print(String heading, List<String> sentences) {
    if (!sentences.isEmpty()) {
      terminal.out().println();
      terminal.out().println(heading);
      sentences.forEach(sentence -> terminal.out().println("- " + OneLine.of(sentence)));
    }
  }
}
