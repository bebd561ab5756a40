package dev.assay.benchmark;

import java.util.Map;

/**
 * A change that many benchmarks can be run with, such as noise in their prompts. Users write its
 * name behind that of a benchmark, a group or a pattern: {@code cute/spell@drop-prompt}. Stateless.
 */
public interface BenchmarkVariant {
  /** The name users write after the {@code @}, for example {@code drop-prompt}. */
  String name();

  /** The change in a few words, to stand behind a benchmark's title. */
  String title();

  /** The change in a sentence. */
  String summary();

  /** Raised whenever the change itself changes. */
  String version();

  /** Labels for the variant's card, besides those of the benchmark. */
  default Map<String, String> labels() {
    return Map.of();
  }

  /**
   * The changed benchmark. It has the same examples, and {@link BenchmarkCard#variant
   * benchmark.card().variant(this)} as its card. The seed that its requests get for an example is
   * the one that the unchanged benchmark gets, so that nothing but the change tells them apart.
   *
   * @throws dev.assay.SetupException if this benchmark cannot be changed so
   */
  Benchmark<?, ?> apply(Benchmark<?, ?> benchmark);
}
