package dev.assay.compare;

import dev.assay.SetupException;
import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Benchmark;
import dev.assay.data.DataStore;
import dev.assay.plugin.Plugins;
import dev.assay.result.Manifest.BenchmarkEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where comparisons get the numbers of a whole corpus from, such as BLEU: a run's folder holds
 * their parts, example by example, but only the benchmark knows how to put them together. So it is
 * opened again, with the options that the run states.
 *
 * <p>Used by one thread at a time.
 */
public final class CorpusMetrics {
  private final Plugins plugins;
  private final DataStore data;
  private final Map<String, Benchmark<?, ?>> opened = new HashMap<>();

  /**
   * Opens benchmarks when they are asked for.
   *
   * @param data where their data lie
   */
  public CorpusMetrics(Plugins plugins, DataStore data) {
    this.plugins = plugins;
    this.data = data;
  }

  /**
   * A number of a whole corpus; empty if the benchmark has no such number.
   *
   * @throws SetupException if the benchmark cannot be opened, or is another than the run's
   */
  Optional<Aggregation.Corpus> of(BenchmarkEntry entry, String metric) {
    return benchmark(entry).metrics().stream()
        .filter(m -> m.name().equals(metric))
        .map(m -> m.aggregation())
        .filter(Aggregation.Corpus.class::isInstance)
        .map(Aggregation.Corpus.class::cast)
        .findFirst();
  }

  private Benchmark<?, ?> benchmark(BenchmarkEntry entry) {
    String name = entry.card().name();
    Benchmark<?, ?> benchmark = opened.get(name);
    if (benchmark == null) {
      benchmark = plugins.benchmark(entry.spec(), data);
      opened.put(name, benchmark);
    }
    ManifestDifferences.obstacle(entry.card(), benchmark.card())
        .ifPresent(
            o -> {
              throw new SetupException(
                  "it is another now: "
                      + o.replace(" in A", " in the run").replace(" in B", " now"));
            });
    return benchmark;
  }
}
