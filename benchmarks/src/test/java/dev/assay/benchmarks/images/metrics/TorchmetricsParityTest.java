package dev.assay.benchmarks.images.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.model.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against torchmetrics 1.9.0 and torch-fidelity's rules, whose answers are in {@code
 * image-metrics.json}. It was written by
 *
 * <pre>
 * python -m assay_training.image_metric_goldens \
 *     --out ../benchmarks/src/test/resources/dev/assay/benchmarks/images/metrics
 * </pre>
 *
 * in the folder {@code training}.
 */
class TorchmetricsParityTest {
  private static final JsonNode GOLDENS = goldens();

  /** Two sets of features and what is known of them. */
  record Sets(String name, float[][] generated, float[][] real, JsonNode expected) {
    FeatureStatistics statistics(float[][] rows) {
      return FeatureStatistics.of("hashed", rows);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sets> sets() {
    return each("features")
        .map(
            set -> {
              int width = set.get("width").asInt();
              int generated = set.get("generated").asInt();
              return new Sets(
                  set.get("name").asText(),
                  HashedInputs.features(HashedInputs.GENERATED, generated, width),
                  HashedInputs.features(HashedInputs.REAL, set.get("real").asInt(), width),
                  set);
            });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theFrechetDistanceIsThatOfTorchmetrics(Sets sets) {
    double distance =
        FrechetDistance.between(sets.statistics(sets.generated()), sets.statistics(sets.real()));

    // Without full rank, eigenvalues of the product of covariances are wrong in the seventh digit.
    boolean fullRank = sets.generated().length > sets.generated()[0].length;
    double torchmetrics = sets.expected().get("fid").asDouble();
    assertThat(distance).isCloseTo(torchmetrics, within((fullRank ? 1e-10 : 1e-6) * torchmetrics));
    assertThat(distance)
        .isCloseTo(sets.expected().get("exact_fid").asDouble(), within(1e-7 * torchmetrics));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theKernelDistanceIsThatOfTorchmetrics(Sets sets) {
    KernelDistance kernel = new KernelDistance(sets.real());
    if (sets.expected().has("kid")) { // torchmetrics wants as many real as generated images
      assertThat(kernel.to(sets.generated()))
          .isCloseTo(sets.expected().get("kid").asDouble(), within(1e-10));
    }

    JsonNode subsets = GOLDENS.get("subsets");
    MeanAndDeviation overSubsets =
        kernel.overSubsets(
            sets.generated(),
            subsets.get("subsets").asInt(),
            subsets.get("size").asInt(),
            subsets.get("seed").asLong());
    assertSame(overSubsets, sets.expected().get("kid_of_subsets"));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void precisionAndRecallAreThoseOfTorchFidelity(Sets sets) {
    Manifold real = new Manifold(sets.real(), Manifold.NEIGHBOURS);
    Manifold generated = new Manifold(sets.generated(), Manifold.NEIGHBOURS);

    assertThat(real.covered(sets.generated()))
        .isEqualTo(sets.expected().get("precision").asDouble());
    assertThat(generated.covered(sets.real())).isEqualTo(sets.expected().get("recall").asDouble());
  }

  /** Correlations of 2,048 features: their factors of decay. */
  static Stream<JsonNode> statistics() {
    return each("statistics");
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void theFrechetDistanceOfStoredStatisticsIsThatOfTorchmetrics(JsonNode statistics) {
    int width = statistics.get("width").asInt();
    double expected = statistics.get("fid").asDouble();

    double distance =
        FrechetDistance.between(
            HashedInputs.correlated(statistics.get("generated").asDouble(), width),
            HashedInputs.correlated(statistics.get("real").asDouble(), width));

    assertThat(distance).isCloseTo(expected, withinPercentage(1e-8));
  }

  @Test
  void theInceptionScoreIsThatOfTorchmetrics() {
    JsonNode expected = GOLDENS.get("inception_score");
    float[][] probabilities = HashedInputs.probabilities(HashedInputs.REAL, 205, 10);
    JsonNode splits = GOLDENS.get("splits");

    assertThat(InceptionScore.of(probabilities, 1).mean())
        .isCloseTo(expected.get("all").asDouble(), within(1e-7));
    assertSame(
        InceptionScore.ofShuffled(
            probabilities, splits.get("splits").asInt(), splits.get("seed").asLong()),
        expected);
  }

  @Test
  void labelMapsScoreAsInTorchmetrics() {
    JsonNode expected = GOLDENS.get("label_maps");
    int classes = expected.get("classes").asInt();
    int size = expected.get("size").asInt();
    int ignored = expected.get("ignored").asInt();
    double[] intersections = new double[classes];
    double[] unions = new double[classes];
    double accuracy = 0;
    double weights = 0;
    for (int index = 0; index < expected.get("images").asInt(); index++) {
      Image target = HashedInputs.target(index, size, classes, ignored);
      Confusion confusion =
          Confusion.of(HashedInputs.predicted(index, size, classes), target, classes);
      for (int label = 0; label < classes; label++) {
        intersections[label] += confusion.intersection(label);
        unions[label] += confusion.union(label);
      }
      long counted =
          IntStream.range(0, size * size)
              .filter(i -> target.at(i % size, i / size, 0) < classes)
              .count();
      accuracy += confusion.pixelAccuracy() * counted;
      weights += counted;
    }

    for (int label = 0; label < classes - 1; label++) { // torchmetrics calls the absent one 0
      assertThat(IntersectionOverUnion.of(intersections[label], unions[label]))
          .isCloseTo(expected.get("iou").get(label).asDouble(), within(1e-6)); // float32
    }
    assertThat(IntersectionOverUnion.mean(intersections, unions))
        .isCloseTo(expected.get("miou").asDouble(), within(1e-6));
    assertThat(accuracy / weights)
        .isCloseTo(expected.get("pixel_accuracy").asDouble(), within(1e-6));
  }

  private static void assertSame(MeanAndDeviation value, JsonNode expected) {
    assertThat(value.mean()).isCloseTo(expected.get("mean").asDouble(), within(1e-7));
    assertThat(value.deviation()).isCloseTo(expected.get("deviation").asDouble(), within(1e-7));
  }

  private static Stream<JsonNode> each(String list) {
    return StreamSupport.stream(GOLDENS.get(list).spliterator(), false);
  }

  private static JsonNode goldens() {
    try (var in = TorchmetricsParityTest.class.getResourceAsStream("image-metrics.json")) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
