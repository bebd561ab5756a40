package dev.assay.benchmark;

import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import java.util.List;

/**
 * Offers benchmarks; the entry point of a benchmark plugin, named in {@code
 * META-INF/services/dev.assay.benchmark.BenchmarkProvider}. Stateless.
 */
public interface BenchmarkProvider {
  /** The benchmarks on offer. Cheap: reads no data. */
  List<Entry> entries();

  /** The data sets that {@code assay data} can list, verify and pull for these benchmarks. */
  default List<DataSet> dataSets() {
    return List.of();
  }

  /**
   * Opens a benchmark.
   *
   * @param name the name of one of the {@link #entries()}
   * @throws dev.assay.SetupException if its data are missing or malformed
   */
  Benchmark<?, ?> open(String name, DataStore data);

  /**
   * A benchmark on offer.
   *
   * @param name the name users write, for example {@code cute/spell}
   * @param group selects all its members at once, for example {@code cute}
   * @param summary one sentence
   * @param embedded whether it runs without any data pulled
   */
  record Entry(String name, String group, String summary, boolean embedded) {}
}
