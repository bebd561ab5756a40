package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.history.History;
import dev.assay.history.NumberName;
import dev.assay.history.Trend;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which trends of which history. */
final class TrendOptions {
  @Parameters(
      arity = "0..*",
      paramLabel = "METRIC",
      description = {
        "BENCHMARK for its main metric or BENCHMARK:METRIC, both with * and ?; costs and times too,"
            + " such as cute/spell:wall_seconds. Default: what sums runs up."
      })
  private List<String> numbers = new ArrayList<>();

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      split = ",",
      description = "Only these models.")
  private Set<String> models = new LinkedHashSet<>();

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "200",
      description = "Look at the last N runs of each (default: 200).")
  private int last;

  @Mixin private HistoryOptions place = new HistoryOptions();

  /** The trends, at least one. */
  List<Trend> trends(Terminal terminal) {
    if (last < 1) {
      throw new SetupException("--last must be a whole number of at least 1, not " + last);
    }
    List<NumberName> names = numbers.stream().map(NumberName::parse).toList();
    try (History history = place.open(terminal)) {
      List<Trend> trends = history.series(names, models, last).stream().map(Trend::of).toList();
      if (trends.isEmpty()) {
        throw new SetupException(
            "the history has no such numbers yet; `assay history list` shows its runs");
      }
      return trends;
    }
  }
}
