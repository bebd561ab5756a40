package dev.assay.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.assay.Json;
import dev.assay.RunException;
import dev.assay.SetupException;
import dev.assay.compare.ComparedRuns;
import dev.assay.compare.ComparisonReportWriter;
import dev.assay.compare.CorpusMetrics;
import dev.assay.compare.RunComparer;
import dev.assay.compare.RunComparison;
import dev.assay.plugin.Plugins;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import dev.assay.statistics.Adjustment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay compare}: what differs between finished runs, and whether by more than chance. */
@Command(
    name = "compare",
    description = {
      "Compare finished runs, example by example: is the second better or worse than the first, by"
          + " more than chance? Of several, each is compared with the first."
    },
    footer = {
      "",
      "Examples:",
      "  assay compare runs/monday runs/tuesday",
      "  assay compare runs/monday runs/tuesday --benchmark cute/spell --flips 50",
      "  assay compare runs/monday runs/tuesday --correction bh",
      "  assay compare runs/base runs/small runs/large",
      "  assay compare runs/monday runs/tuesday --report comparison.html",
      "  assay compare runs/monday runs/tuesday --json > comparison.json"
    })
final class CompareCommand implements Callable<Integer> {
  private static final Map<String, Adjustment> CORRECTIONS =
      Map.of("holm", Adjustment.HOLM, "bh", Adjustment.BENJAMINI_HOCHBERG);

  private static final ClassLoader LOADER = CompareCommand.class.getClassLoader();

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "RUN", description = "Run folder to measure against (A).")
  private Path first = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RUN",
      description = "Run folder to be judged (B); several are judged one by one.")
  private List<Path> others = List.of();

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

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write an HTML page too: the comparison, then tasks and examples of all runs side by"
              + " side.")
  private @Nullable Path report;

  @Mixin private DataOptions data = new DataOptions();

  CompareCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    if (flips < 0) {
      throw new SetupException("--flips must be a whole number of at least 0, not " + flips);
    }
    Adjustment adjustment = adjustment();
    CorpusMetrics corpora = new CorpusMetrics(Plugins.discover(LOADER), data.store(terminal));
    ComparedRuns runs = compare(new RunComparer(benchmarks, adjustment, corpora));
    List<RunComparison> comparisons =
        runs.others().stream().map(ComparedRuns.Other::comparison).toList();
    if (json) {
      terminal.out().println(Json.pretty().writeValueAsString(stated(adjustment, comparisons)));
    } else {
      print(adjustment, comparisons);
    }
    write(runs);
    terminal.out().flush();
    if (comparisons.stream().noneMatch(RunComparison::holds)) {
      terminal.say("assay: no number of these runs can be compared; the reasons stand above.");
      return ExitCode.USAGE;
    }
    return ExitCode.OK;
  }

  private ComparedRuns compare(RunComparer comparer) {
    ComparedRuns.Run base = new ComparedRuns.Run(first, read(first));
    List<ComparedRuns.Run> judged =
        others.stream().map(path -> new ComparedRuns.Run(path, read(path))).toList();
    List<RunComparison> comparisons =
        comparer.compare(base.result(), judged.stream().map(ComparedRuns.Run::result).toList());
    List<ComparedRuns.Other> compared = new ArrayList<>();
    for (int i = 0; i < judged.size(); i++) {
      compared.add(new ComparedRuns.Other(judged.get(i), comparisons.get(i)));
    }
    return new ComparedRuns(base, compared, comparer.adjustment());
  }

  private void write(ComparedRuns runs) {
    if (report == null) {
      return;
    }
    try {
      Path folder = report.toAbsolutePath().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      Plugins.load(ComparisonReportWriter.class, LOADER).stream()
          .findFirst()
          .orElseThrow(() -> new SetupException("no plugin writes reports of several runs"))
          .write(runs, report);
    } catch (IOException e) {
      throw new RunException(
          "cannot write %s: %s: %s".formatted(report, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
    terminal.say("Report: %s (open it in a browser)".formatted(OneLine.of(report.toString())));
  }

  /** What programs are told. */
  private record Stated(String first, Adjustment adjustment, List<StatedComparison> comparisons) {}

  private record StatedComparison(String run, @JsonUnwrapped RunComparison comparison) {}

  private Stated stated(Adjustment adjustment, List<RunComparison> comparisons) {
    List<StatedComparison> stated = new ArrayList<>();
    for (int i = 0; i < comparisons.size(); i++) {
      stated.add(new StatedComparison(others.get(i).toString(), comparisons.get(i)));
    }
    return new Stated(first.toString(), adjustment, stated);
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

  private void print(Adjustment adjustment, List<RunComparison> comparisons) {
    terminal.out().println(OneLine.of("A: " + first));
    for (int i = 0; i < comparisons.size(); i++) {
      RunComparison comparison = comparisons.get(i);
      terminal.out().println(OneLine.of("B: " + others.get(i)));
      terminal.out().println();
      ComparisonTable table = new ComparisonTable(comparison);
      table.numbers().lines(0).forEach(terminal.out()::println);
      if (i == 0) {
        ComparisonTable.legend(adjustment).forEach(terminal.out()::println);
      }
      print("Limits of this comparison:", comparison.obstacles());
      print("Notes:", comparison.notes());
      table.flips(flips).forEach(terminal.out()::println);
      if (i + 1 < comparisons.size()) {
        terminal.out().println();
      }
    }
  }

  private void print(String heading, List<String> sentences) {
    if (!sentences.isEmpty()) {
      terminal.out().println();
      terminal.out().println(heading);
      sentences.forEach(sentence -> terminal.out().println("- " + OneLine.of(sentence)));
    }
  }
}
