package dev.assay.dummy;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.data.DataStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Offers dummy benchmarks: two small ones, or those that a test brings. */
public final class DummyBenchmarkProvider implements BenchmarkProvider {
  private final Map<String, DummyBenchmark> benchmarks = new LinkedHashMap<>();

  /** A provider of {@code dummy/eight} and {@code dummy/twenty}. */
  public DummyBenchmarkProvider() {
    this(new DummyBenchmark("dummy/eight", 8), new DummyBenchmark("dummy/twenty", 20));
  }

  /** A provider of these. */
  public DummyBenchmarkProvider(DummyBenchmark... benchmarks) {
    for (DummyBenchmark benchmark : benchmarks) {
      this.benchmarks.put(benchmark.card().name(), benchmark);
    }
  }

  @Override
  public List<Entry> entries() {
    return benchmarks.values().stream()
        .map(b -> new Entry(b.card().name(), b.card().group(), "a dummy", true))
        .toList();
  }

  @Override
  public Benchmark<?, ?> open(String name, DataStore data) {
    Benchmark<?, ?> benchmark = benchmarks.get(name);
    if (benchmark == null) {
      throw new IllegalArgumentException(name);
    }
    return benchmark;
  }
}
