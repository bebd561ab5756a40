package dev.assay.benchmark;

import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import java.util.List;
import java.util.Map;

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
   * The options that a benchmark understands, by name, each with a sentence that explains it; none
   * for most. A benchmark with options may also be given a {@link BenchmarkSpec#NAME name}.
   */
  default Map<String, String> options(String name) {
    return Map.of();
  }

  /**
   * The benchmarks that a spec stands for: itself, save where an option names several at once, such
   * as a file that lists tasks. Each is then opened by itself.
   *
   * @param spec the exact name of a benchmark of this provider, without a variant, and some of its
   *     options
   * @return at least one, all of this provider
   * @throws dev.assay.SetupException if an option or a file is not as it must be
   */
  default List<BenchmarkSpec> expand(BenchmarkSpec spec, DataStore data) {
    return List.of(spec);
  }

  /**
   * Opens a benchmark without options.
   *
   * @param name the name of one of the {@link #entries()}
   * @throws dev.assay.SetupException if its data are missing or malformed, or it needs an option
   */
  Benchmark<?, ?> open(String name, DataStore data);

  /**
   * Opens a benchmark.
   *
   * @param name the name of one of the {@link #entries()}
   * @param options some of its options; with a {@link BenchmarkSpec#NAME name} among them the
   *     card's name is {@code name + ":" +} that
   * @throws dev.assay.SetupException if an option, its data or a file is not as it must be
   */
  default Benchmark<?, ?> open(String name, Map<String, String> options, DataStore data) {
    return open(name, data);
  }

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
