package dev.assay.benchmarks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Resampling;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.PublishedData;
import dev.assay.benchmarks.images.extractors.FeatureExtractor;
import dev.assay.benchmarks.pictures.Framing;
import dev.assay.benchmarks.pictures.Pictures;
import dev.assay.model.GeneratedImage;
import dev.assay.model.Image;
import dev.assay.model.ImageCondition.ClassLabel;
import dev.assay.model.ImageGenerationRequest;
import dev.assay.model.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Image metrics on MNIST's real digits. */
class RealDigitsTest {
  private MnistDataSet.Split split;

  @BeforeEach
  void read() {
    split = MnistDataSet.require(PublishedData.with("mnist/t10k-images-idx3-ubyte.gz"));
  }

  @Test
  void theBenchmarkAsksForAHundredOfEachDigit() {
    Benchmark<?, ?> benchmark = opened();

    BenchmarkCard card = benchmark.card();
    assertThat(card.source()).isEqualTo("http://yann.lecun.com/exdb/mnist/");
    assertThat(card.licence()).isEqualTo("CC-BY-SA-3.0");
    assertThat(card.generated()).isFalse();
    assertThat(benchmark.examples()).hasSize(1_000);
    Map<String, Long> digits =
        benchmark.examples().stream()
            .collect(Collectors.groupingBy(e -> e.fields().get("class"), Collectors.counting()));
    assertThat(digits).hasSize(10).containsValues(100L);
    assertThat(benchmark.requests(benchmark.examples().get(13), 42))
        .isEqualTo(
            List.of(
                new ImageGenerationRequest(
                    new RequestId("images/mnist", "13", 0), new ClassLabel(3, "3"), 42)));
  }

  @Test
  void distancesNameTheirExtractorAndFidHasAJackknifeInterval() {
    List<Metric> metrics = opened().metrics();

    assertThat(metrics)
        .extracting(Metric::name)
        .containsExactly(
            "FID[mnist-cnn]",
            "KID[mnist-cnn]",
            "IS[mnist-cnn]",
            "precision[mnist-cnn]",
            "recall[mnist-cnn]",
            "class_agreement");
    assertThat(metrics.get(0).direction()).isEqualTo(Metric.Direction.LOWER);
    assertThat(metrics.get(0).aggregation())
        .isInstanceOfSatisfying(
            Aggregation.Corpus.class,
            corpus -> assertThat(corpus.resampling()).isEqualTo(Resampling.JACKKNIFE));
  }

  @Test
  void oneHalfOfTheRealDigitsIsNearTheOtherAndNoiseIsFarAway() {
    ImageGenerationBenchmark half = halfAsReference();
    Random random = new Random(1);

    Map<String, Double> real = values(half, i -> split.images().get(2 * i + 1));
    Map<String, Double> noise = values(half, i -> noise(random));
    Map<String, Double> same = values(half, i -> split.images().get(2 * (i % 10) + 1));

    assertThat(real.get("FID[mnist-cnn]")).isBetween(0.0, 0.5);
    assertThat(real.get("KID[mnist-cnn]")).isBetween(-0.01, 0.01);
    assertThat(real.get("IS[mnist-cnn]")).isGreaterThan(9);
    assertThat(real.get("precision[mnist-cnn]")).isGreaterThan(0.8);
    assertThat(real.get("recall[mnist-cnn]")).isGreaterThan(0.8);
    assertThat(noise.get("FID[mnist-cnn]")).isGreaterThan(1_000 * real.get("FID[mnist-cnn]"));
    assertThat(noise.get("KID[mnist-cnn]")).isGreaterThan(1);
    assertThat(noise.get("precision[mnist-cnn]")).isLessThan(0.1);
    assertThat(same.get("precision[mnist-cnn]")).isGreaterThan(0.8);
    assertThat(same.get("recall[mnist-cnn]")).isLessThan(0.1);
  }

  @Test
  void whatTheExtractorSeesIsComparedWithTheClassAskedFor() {
    ImageGenerationBenchmark benchmark = (ImageGenerationBenchmark) opened();
    int seven =
        IntStream.range(0, 10).filter(i -> split.labels()[i] == 7).findFirst().orElseThrow();
    GeneratedImage image = new GeneratedImage(split.images().get(seven));

    Score asked = benchmark.score(benchmark.examples().get(7), List.of(image));
    Score notAsked = benchmark.score(benchmark.examples().get(8), List.of(image));

    assertThat(asked.values()).isEqualTo(Map.of("class_agreement", 1.0));
    assertThat(notAsked.values()).isEqualTo(Map.of("class_agreement", 0.0));
    assertThat(notAsked.answer()).isEqualTo("7");
    assertThat(asked.vectors()).containsOnlyKeys("features", "probabilities");
  }

  @Test
  void aPictureOfAnotherShapeFailsItsExampleInWords() {
    ImageGenerationBenchmark benchmark = (ImageGenerationBenchmark) opened();
    GeneratedImage colour = new GeneratedImage(Pictures.plain(28, 28, 1, 2, 3));

    assertThatThrownBy(() -> benchmark.score(benchmark.examples().get(0), List.of(colour)))
        .hasMessage("the model's picture is 28×28, RGB; this benchmark's are 28×28, grey");
  }

  @Test
  void withASingleScoreDistancesAreUnknown() {
    ImageGenerationBenchmark benchmark = halfAsReference();
    Score score =
        benchmark.score(
            benchmark.examples().get(0), List.of(new GeneratedImage(split.images().get(0))));

    for (Metric metric : benchmark.metrics().subList(0, 2)) {
      assertThat(value(metric, List.of(score))).isNaN();
    }
  }

  private static Benchmark<?, ?> opened() {
    return new ImagesProvider()
        .open("images/mnist", PublishedData.with("mnist/t10k-images-idx3-ubyte.gz"));
  }

  /** 1,000 digits to be drawn, compared with every other one of the real ones. */
  private ImageGenerationBenchmark halfAsReference() {
    FeatureExtractor extractor = FeatureExtractor.bundled("mnist-cnn");
    return new ImageGenerationBenchmark(
        new BenchmarkCard("half", "1", "Half", "half", "", "", "", "", false),
        new Framing(28, 28, 1),
        extractor,
        Reference.of(extractor, 5_000, i -> List.of(split.images().get(2 * i))),
        IntStream.range(0, 1_000).mapToObj(i -> Wish.ofClass(i % 10, "" + i % 10)).toList());
  }

  private static Map<String, Double> values(
      ImageGenerationBenchmark benchmark, IntFunction<Image> model) {
    List<Score> scores = new ArrayList<>();
    for (Example example : benchmark.examples()) {
      Image image = model.apply(Integer.parseInt(example.id()));
      scores.add(benchmark.score(example, List.of(new GeneratedImage(image))));
    }
    Map<String, Double> values = new TreeMap<>();
    for (Metric metric : benchmark.metrics()) {
      if (metric.aggregation() instanceof Aggregation.Corpus) {
        values.put(metric.name(), value(metric, scores));
      }
    }
    return values;
  }

  /** A corpus metric's number. */
  static double value(Metric metric, List<Score> scores) {
    return ((Aggregation.Corpus) metric.aggregation()).statistic().of(scores);
  }

  private static Image noise(Random random) {
    byte[] pixels = new byte[28 * 28];
    random.nextBytes(pixels);
    return new Image(28, 28, 1, pixels);
  }
}
