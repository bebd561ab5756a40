package dev.assay.reports;

import dev.assay.compare.ComparedRuns;
import dev.assay.compare.CorpusMetrics;
import dev.assay.compare.RunComparer;
import dev.assay.compare.RunComparison;
import dev.assay.data.DataStore;
import dev.assay.plugin.Plugins;
import dev.assay.result.RunResult;
import dev.assay.statistics.Adjustment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Comparisons of sample runs, by the core's own comparer. */
final class ComparedSample {
  private ComparedSample() {}

  /** A folder's run. */
  static ComparedRuns.Run run(Path folder, RunResult result) {
    return new ComparedRuns.Run(folder, result);
  }

  /** Compares runs with the first. No benchmark is at hand to put numbers of a corpus together. */
  static ComparedRuns of(ComparedRuns.Run first, ComparedRuns.Run... others) {
    CorpusMetrics corpora =
        new CorpusMetrics(new Plugins(List.of(), List.of(), List.of()), new DataStore(List.of()));
    List<RunComparison> comparisons =
        new RunComparer(Set.of(), Adjustment.HOLM, corpora)
            .compare(first.result(), java.util.Arrays.stream(others).map(r -> r.result()).toList());
    List<ComparedRuns.Other> compared = new ArrayList<>();
    for (int i = 0; i < others.length; i++) {
      compared.add(new ComparedRuns.Other(others[i], comparisons.get(i)));
    }
    return new ComparedRuns(first, compared, Adjustment.HOLM);
  }
}
