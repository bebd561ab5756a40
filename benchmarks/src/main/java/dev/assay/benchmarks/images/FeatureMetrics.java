package dev.assay.benchmarks.images;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Resampling;
import dev.assay.benchmark.Score;
import dev.assay.benchmark.Vector;
import dev.assay.benchmarks.images.extractors.FeatureExtractor;
import dev.assay.benchmarks.images.metrics.FeatureSums;
import dev.assay.benchmarks.images.metrics.FrechetDistance;
import dev.assay.benchmarks.images.metrics.InceptionScore;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Metrics of the features that scores hold, compared with those of a reference. The extractor's
 * name is part of each metric's: {@code FID[mnist-cnn]}. With too few scores for a metric its value
 * is not a number.
 */
public final class FeatureMetrics {
  /** The vector of a score that holds its features. */
  public static final String FEATURES = "features";

  /** The vector of a score that holds the probabilities of the extractor's classes. */
  public static final String PROBABILITIES = "probabilities";

  private static final int WIDEST_RESAMPLED = 256;
  private static final int SPLITS = 10;

  private final FeatureExtractor extractor;
  private final Reference reference;
  private final String vector;

  /**
   * Metrics of one vector of the scores.
   *
   * @param vector its name; it may hold the features of several items, one after the other
   */
  public FeatureMetrics(FeatureExtractor extractor, Reference reference, String vector) {
    this.extractor = extractor;
    this.reference = reference;
    this.vector = vector;
  }

  /**
   * Fréchet distance between the normal distributions of generated and real features (Heusel et
   * al., arXiv 1706.08500). With wide features its jackknife would take minutes, so there is none.
   *
   * @param abbreviation {@code FID} or {@code FVD}
   */
  public Metric frechetDistance(String abbreviation) {
    return new Metric(
        named(abbreviation),
        "",
        Direction.LOWER,
        new Aggregation.Corpus(
            this::frechetDistance,
            extractor.width() <= WIDEST_RESAMPLED ? Resampling.JACKKNIFE : Resampling.NONE));
  }

  private double frechetDistance(List<Score> scores) {
    FeatureSums sums = new FeatureSums(extractor.width());
    int count = 0;
    for (float[] row : rows(scores)) {
      sums.add(row);
      count++;
    }
    return count < 2
        ? Double.NaN
        : FrechetDistance.between(sums.statistics(extractor.name()), reference.statistics());
  }

  /**
   * Kernel distance (Bińkowski et al., arXiv 1801.01401) between all generated and all real
   * features: what its mean over random subsets estimates.
   */
  Metric kernelDistance() {
    return new Metric(
        named("KID"),
        "",
        Direction.LOWER,
        new Aggregation.Corpus(
            scores -> {
              float[][] rows = rows(scores);
              return rows.length < 2 ? Double.NaN : reference.kernel().to(rows);
            },
            Resampling.NONE));
  }

  /** Inception score (Salimans et al., arXiv 1606.03498): mean over ten splits. */
  Metric inceptionScore() {
    return new Metric(
        named("IS"),
        "",
        Direction.HIGHER,
        new Aggregation.Corpus(
            scores ->
                InceptionScore.of(
                        scores.stream().map(s -> vector(s, PROBABILITIES)).toArray(float[][]::new),
                        Math.min(SPLITS, scores.size()))
                    .mean(),
            Resampling.JACKKNIFE));
  }

  /**
   * Share of generated features that lie among real ones, by their third-nearest neighbours
   * (Kynkäänniemi et al., arXiv 1904.06991).
   *
   * @param sample how many real ones are looked at: as many as are generated
   */
  Metric precision(int sample) {
    return share("precision", generated -> reference.manifold(sample).covered(generated));
  }

  /** Share of real features that lie among generated ones. */
  Metric recall(int sample) {
    return share(
        "recall", generated -> Reference.manifoldOf(generated).covered(reference.sample(sample)));
  }

  @FunctionalInterface
  private interface Share {
    double of(float[][] generated);
  }

  private Metric share(String name, Share share) {
    return new Metric(
        named(name),
        "%",
        Direction.HIGHER,
        new Aggregation.Corpus(scores -> share.of(rows(scores)), Resampling.NONE));
  }

  private String named(String metric) {
    return metric + "[" + extractor.name() + "]";
  }

  private float[][] rows(List<Score> scores) {
    int width = extractor.width();
    return scores.stream()
        .map(score -> vector(score, vector))
        .flatMap(
            all ->
                IntStream.range(0, all.length / width)
                    .mapToObj(i -> Arrays.copyOfRange(all, i * width, (i + 1) * width)))
        .toArray(float[][]::new);
  }

  private static float[] vector(Score score, String name) {
    Vector vector = score.vectors().get(name);
    return Objects.requireNonNull(vector, () -> "a score lacks the vector " + name).values();
  }
}
