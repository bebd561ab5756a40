package org.example.palindromes;

import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.data.DataStore;
import java.util.List;

/** Offers the benchmark to Assay. */
public final class PalindromeBenchmarkProvider implements BenchmarkProvider {
  @Override
  public List<Entry> entries() {
    return List.of(
        new Entry(
            PalindromeBenchmark.NAME,
            PalindromeBenchmark.NAME,
            "does a word read the same backwards?",
            true));
  }

  @Override
  public Benchmark<?, ?> open(String name, DataStore data) {
    return new PalindromeBenchmark();
  }
}
