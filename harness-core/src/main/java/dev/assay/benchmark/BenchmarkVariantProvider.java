package dev.assay.benchmark;

import java.util.List;

/**
 * Offers variants of benchmarks; named in {@code
 * META-INF/services/dev.assay.benchmark.BenchmarkVariantProvider}. Stateless.
 */
@FunctionalInterface
public interface BenchmarkVariantProvider {
  /** The variants on offer. */
  List<BenchmarkVariant> variants();
}
