package dev.assay.model;

import dev.assay.benchmark.Benchmark;

/**
 * A model that looks at a benchmark, its answers included, before it is asked: the trivial
 * baselines and replays of recorded outputs. The report marks such models; none of them competes.
 */
public interface BenchmarkAware {
  /** Called before the first request of each benchmark, also after a resume. */
  void begin(Benchmark<?, ?> benchmark);
}
