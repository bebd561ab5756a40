package dev.assay.benchmarks.images.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.assay.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures how long a Fréchet distance of two stored statistics of full rank takes. After {@code
 * mvn package}:
 *
 * <pre>{@code
 * mvn -pl benchmarks dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp benchmarks/target/classes:benchmarks/target/test-classes:$(cat benchmarks/target/classpath) \
 *     dev.assay.benchmarks.images.metrics.FrechetSpeed 2048
 * }</pre>
 *
 * <p>{@code python -m assay_training.frechet_speed 2048} does the same with SciPy, on the same
 * numbers. Prints one line of JSON, times in seconds.
 */
final class FrechetSpeed {
  private static final int RUNS = 3;

  private FrechetSpeed() {}

  public static void main(String[] arguments) throws JsonProcessingException {
    int width = Integer.parseInt(arguments[0]);
    seconds(statistics(HashedInputs.GENERATED, 400), statistics(HashedInputs.REAL, 400)); // JIT
    FeatureStatistics generated = statistics(HashedInputs.GENERATED, width);
    FeatureStatistics real = statistics(HashedInputs.REAL, width);
    double[] seconds = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      seconds[run] = seconds(generated, real);
    }
    Arrays.sort(seconds);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("width", width);
    result.put("distance", FrechetDistance.between(generated, real));
    result.put("seconds", seconds);
    result.put("median", seconds[RUNS / 2]);
    System.out.println(Json.mapper().writeValueAsString(result));
  }

  private static FeatureStatistics statistics(int seed, int width) {
    return FeatureStatistics.of("hashed", HashedInputs.features(seed, 2 * width, width));
  }

  private static double seconds(FeatureStatistics generated, FeatureStatistics real) {
    FeatureStatistics first = withoutMemory(generated);
    FeatureStatistics second = withoutMemory(real);
    long start = System.nanoTime();
    FrechetDistance.between(first, second);
    return (System.nanoTime() - start) / 1e9;
  }

  /** The same as if just read: its covariance has no root yet. */
  private static FeatureStatistics withoutMemory(FeatureStatistics statistics) {
    return new FeatureStatistics(
        statistics.extractor(),
        statistics.count(),
        statistics.mean(),
        new Covariance.OfMatrix(statistics.covariance().matrix(), Math.ulp(1.0)));
  }
}
