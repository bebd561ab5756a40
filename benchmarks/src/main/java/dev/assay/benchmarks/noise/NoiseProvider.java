package dev.assay.benchmarks.noise;

import dev.assay.benchmark.BenchmarkVariant;
import dev.assay.benchmark.BenchmarkVariantProvider;
import java.util.Arrays;
import java.util.List;

/** Every kind of noise in every part: fifteen variants, over which HellaSwag-noise is the mean. */
public final class NoiseProvider implements BenchmarkVariantProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public NoiseProvider() {}

  @Override
  public List<BenchmarkVariant> variants() {
    return Arrays.stream(Transform.values())
        .flatMap(
            transform ->
                Arrays.stream(Part.values())
                    .<BenchmarkVariant>map(part -> new Noise(transform, part)))
        .toList();
  }
}
