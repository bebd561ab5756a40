package dev.assay.benchmarks.images;

import dev.assay.SetupException;
import dev.assay.benchmarks.images.extractors.FeatureExtractor;
import dev.assay.benchmarks.images.extractors.Features;
import dev.assay.benchmarks.images.metrics.FeatureStatistics;
import dev.assay.benchmarks.images.metrics.KernelDistance;
import dev.assay.benchmarks.images.metrics.Manifold;
import dev.assay.model.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Features of the real pictures or clips that generated ones are compared with: extracted when they
 * are first needed, or only their statistics, read from a file. Safe for use by several threads.
 */
public final class Reference {
  private final Optional<Supplier<float[][]>> extraction;
  private final Optional<Path> savedTo;
  private final String extractor;
  private float @Nullable [][] features;
  private @Nullable FeatureStatistics statistics;
  private @Nullable KernelDistance kernel;
  private @Nullable Manifold manifold;

  private Reference(
      String extractor, Optional<Supplier<float[][]>> extraction, Optional<Path> savedTo) {
    this.extractor = extractor;
    this.extraction = extraction;
    this.savedTo = savedTo;
  }

  /**
   * Of real pictures or clips.
   *
   * @param count how many; at least two
   * @param item the frames of each, from 0
   */
  public static Reference of(FeatureExtractor extractor, int count, IntFunction<List<Image>> item) {
    return of(extractor, count, item, Optional.empty());
  }

  /**
   * Of real pictures or clips, whose statistics are also written to a file.
   *
   * @param savedTo the file, if any
   */
  public static Reference of(
      FeatureExtractor extractor,
      int count,
      IntFunction<List<Image>> item,
      Optional<Path> savedTo) {
    if (count < 2) {
      throw new SetupException(
          "a reference needs at least 2 items to compare with, not %d".formatted(count));
    }
    return new Reference(
        extractor.name(),
        Optional.of(
            () ->
                extractor.ofAll(count, item).stream()
                    .map(Features::values)
                    .toArray(float[][]::new)),
        savedTo);
  }

  /**
   * Of a file with the arrays {@code mu} and {@code sigma}.
   *
   * @throws SetupException if it is no such file, or of another extractor
   */
  public static Reference read(FeatureExtractor extractor, Path file) {
    FeatureStatistics read = FeatureStatistics.read(file);
    if (read.extractor().filter(other -> !other.equals(extractor.name())).isPresent()) {
      throw new SetupException(
          "%s holds statistics of the extractor %s; they do not compare with features of %s"
              .formatted(file, read.extractor().get(), extractor.name()));
    }
    if (read.width() != extractor.width()) {
      throw new SetupException(
          "%s holds statistics of %,d features; the extractor %s has %,d"
              .formatted(file, read.width(), extractor.name(), extractor.width()));
    }
    Reference reference = new Reference(extractor.name(), Optional.empty(), Optional.empty());
    reference.statistics = read;
    return reference;
  }

  /** What a card must add to the source of statistics whose extractor is not known. */
  String warning() {
    return statistics().extractor().isPresent()
        ? ""
        : "; the file does not say of which extractor, so that it is %s is taken on trust"
            .formatted(extractor);
  }

  /** Whether single features are known, not only their statistics. */
  public boolean hasFeatures() {
    return extraction.isPresent();
  }

  private synchronized float[][] features() {
    if (features == null) {
      features = extraction.orElseThrow().get();
    }
    return features;
  }

  /** Mean and covariance. */
  public synchronized FeatureStatistics statistics() {
    if (statistics == null) {
      FeatureStatistics computed = FeatureStatistics.of(extractor, features());
      savedTo.ifPresent(computed::write);
      statistics = computed;
    }
    return statistics;
  }

  /** For the kernel distance to all of them. */
  synchronized KernelDistance kernel() {
    if (kernel == null) {
      kernel = new KernelDistance(features());
    }
    return kernel;
  }

  /** Some of them, evenly spaced. */
  float[][] sample(int most) {
    float[][] all = features();
    if (all.length <= most) {
      return all;
    }
    float[][] some = new float[most][];
    for (int i = 0; i < most; i++) {
      some[i] = all[(int) ((long) i * all.length / most)];
    }
    return some;
  }

  /** Where the {@linkplain #sample sample} lies. */
  synchronized Manifold manifold(int most) {
    if (manifold == null) {
      manifold = new Manifold(sample(most), Manifold.NEIGHBOURS);
    }
    return manifold;
  }

  /** Where generated features lie, in the same sense. */
  static Manifold manifoldOf(float[][] generated) {
    return new Manifold(generated, Manifold.NEIGHBOURS);
  }
}
