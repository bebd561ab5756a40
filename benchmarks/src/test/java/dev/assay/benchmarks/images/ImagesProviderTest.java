package dev.assay.benchmarks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.images.metrics.FeatureStatistics;
import dev.assay.benchmarks.pictures.Pictures;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedImage;
import dev.assay.model.Image;
import dev.assay.model.ImageCondition;
import dev.assay.model.ImageGenerationRequest;
import dev.assay.plugin.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesProviderTest {
  @TempDir Path folder;
  private final ImagesProvider provider = new ImagesProvider();
  private String extractor;

  /** Pictures of two classes, and the tiny extractor: means of channels of 2×2 pixels. */
  @BeforeEach
  void write() throws Exception {
    for (int i = 0; i < 6; i++) {
      Pictures.write(
          folder.resolve("real/bright/" + i + ".png"), Pictures.plain(4, 4, 250, 200, i));
      Pictures.write(folder.resolve("real/dark/" + i + ".png"), Pictures.plain(4, 4, i, 20, 2 * i));
    }
    Path tiny = Path.of(getClass().getResource("extractors/tiny").toURI());
    extractor = tiny.resolve("extractor.json").toString();
  }

  @Test
  void thePluginIsFoundAndItsGroupNeedsNoOptions() {
    List<BenchmarkProvider.Entry> entries =
        Plugins.discover(getClass().getClassLoader()).benchmarkProviders().stream()
            .filter(ImagesProvider.class::isInstance)
            .flatMap(found -> found.entries().stream())
            .toList();

    assertThat(entries)
        .extracting(
            BenchmarkProvider.Entry::name,
            BenchmarkProvider.Entry::group,
            BenchmarkProvider.Entry::embedded)
        .containsExactly(
            tuple("images/mnist", "images", false),
            tuple("images/shapes", "images", true),
            tuple("images/folder", "images-own", false),
            tuple("images/coco", "images-own", false));
    assertThat(provider.options("images/mnist")).isEmpty();
    assertThat(provider.options("images/coco")).containsKeys("path", "captions", "extractor");
  }

  @Test
  void withoutMnistTheErrorSaysHowToGetIt() {
    assertThatThrownBy(() -> provider.open("images/mnist", new DataStore(List.of(folder))))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("mnist/t10k-images-idx3-ubyte.gz")
        .hasMessageContaining("assay data pull mnist");
    assertThat(provider.dataSets()).hasSize(1);
  }

  @Test
  void aFolderOfClassesIsComparedWithByClass() {
    ImageGenerationBenchmark benchmark =
        open("images/folder", "path", "real", "count", "5", "name", "mine");

    assertThat(benchmark.card().name()).isEqualTo("images/folder:mine");
    assertThat(benchmark.card().title()).isEqualTo("Pictures of a folder mine");
    assertThat(benchmark.metrics())
        .extracting(Metric::name)
        .containsExactly("FID[tiny]", "KID[tiny]", "IS[tiny]", "precision[tiny]", "recall[tiny]");
    assertThat(benchmark.examples())
        .extracting(Example::fields)
        .startsWith(Map.of("class", "bright"), Map.of("class", "dark"))
        .hasSize(5);
    ImageGenerationRequest request = benchmark.requests(benchmark.examples().get(3), 8).get(0);
    assertThat(request.condition()).isEqualTo(new ImageCondition.ClassLabel(1, "dark"));
    assertThat(request.id().benchmark()).isEqualTo("images/folder:mine");
  }

  @Test
  void picturesOfThatFolderAreAtNoDistance() {
    ImageGenerationBenchmark benchmark =
        open("images/folder", "path", "real", "count", "12", "size", "4x4");
    List<Score> scores =
        benchmark.examples().stream()
            .map(
                example -> {
                  int i = Integer.parseInt(example.id());
                  Image image =
                      i % 2 == 0
                          ? Pictures.plain(4, 4, 250, 200, i / 2)
                          : Pictures.plain(4, 4, i / 2, 20, i / 2 * 2);
                  return benchmark.score(example, List.of(new GeneratedImage(image)));
                })
            .toList();

    assertThat(RealDigitsTest.value(benchmark.metrics().get(0), scores)).isBetween(-1e-6, 1e-6);
    assertThat(RealDigitsTest.value(benchmark.metrics().get(3), scores)).isEqualTo(1);
    assertThat(RealDigitsTest.value(benchmark.metrics().get(4), scores)).isEqualTo(1);
  }

  @Test
  void statisticsAreWrittenOnceAndReadInsteadOfPictures() {
    ImageGenerationBenchmark first =
        open("images/folder", "path", "real", "save_reference", "real.npz", "count", "3");
    List<Score> scores = scores(first);
    double distance = RealDigitsTest.value(first.metrics().get(0), scores);

    ImageGenerationBenchmark second = open("images/folder", "reference", "real.npz", "count", "3");

    assertThat(second.metrics()).extracting(Metric::name).containsExactly("FID[tiny]", "IS[tiny]");
    assertThat(RealDigitsTest.value(second.metrics().get(0), scores)).isEqualTo(distance);
    assertThat(second.requests(second.examples().get(0), 1).get(0).condition())
        .isEqualTo(new ImageCondition.None());
  }

  @Test
  void statisticsOfAnotherExtractorOrWidthAreRefused() {
    Path other = folder.resolve("other.npz");
    FeatureStatistics.of("big", new float[][] {{1, 2, 3}, {2, 3, 5}, {4, 1, 1}}).write(other);
    Path narrow = folder.resolve("narrow.npz");
    FeatureStatistics.of("tiny", new float[][] {{1, 2}, {2, 3}, {4, 1}}).write(narrow);

    assertSetupError("images/folder", "reference", "other.npz")
        .contains("other.npz holds statistics of the extractor big");
    assertSetupError("images/folder", "reference", "narrow.npz")
        .contains("narrow.npz holds statistics of 2 features; the extractor tiny has 3");
  }

  @Test
  void captionsAskForPicturesAndTakeTurns() throws Exception {
    Files.writeString(
        folder.resolve("captions.json"),
        """
        {"images": [{"id": 1, "file_name": "0.png"}, {"id": 2, "file_name": "1.png"}],
         "annotations": [{"image_id": 1, "caption": "one"}, {"image_id": 2, "caption": "two"},
           {"image_id": 1, "caption": "uno"}]}
        """);

    ImageGenerationBenchmark benchmark =
        open("images/coco", "path", "real/bright", "captions", "captions.json", "count", "5");

    assertThat(benchmark.examples())
        .extracting(example -> example.fields().get("caption"))
        .containsExactly("one", "two", "uno", "two", "one");
    assertThat(benchmark.requests(benchmark.examples().get(2), 1).get(0).condition())
        .isEqualTo(new ImageCondition.Caption("uno"));
  }

  @Test
  void whatIsWrongWithOptionsOrFilesIsSaidBeforeTheRun() throws Exception {
    assertSetupError("images/folder").contains("needs the option 'path'");
    assertSetupError("images/folder", "path", "none").contains("'path' must be a folder");
    assertSetupError("images/folder", "path", "real", "count", "0")
        .contains("'count' must be a whole number from 1 to 1,000,000, not '0'");
    assertSetupError("images/folder", "path", "real", "size", "big")
        .contains("'size' must be a size in pixels, such as 64 or 64x48, not 'big'");
    assertSetupError("images/folder", "path", "real", "save_reference", "none/real.npz")
        .contains("'save_reference' names a file in the folder", "none, which does not exist");
    assertSetupError("images/coco", "path", "real").contains("needs the option 'captions'");
    assertSetupError("images/folder", "path", "real", "extractor", "clips-cnn")
        .contains("clips-cnn reads clips of 8 frames");
    assertSetupError("images/folder", "path", "real", "extractor", "mnist-cnn", "size", "32")
        .contains("mnist-cnn reads 28×28, grey, but the pictures are 32×32, grey");
    byte[] png = Files.readAllBytes(folder.resolve("real/dark/3.png"));
    Files.write(folder.resolve("real/dark/3.png"), Arrays.copyOf(png, png.length / 2));
    assertSetupError("images/folder", "path", "real").contains("3.png is damaged or no picture");
    assertThatThrownBy(() -> provider.open("images/mnst", new DataStore(List.of())))
        .hasMessageContaining("did you mean 'images/mnist'?");
  }

  @Test
  void theChecksumNamesDataConditionsAndExtractor() {
    String before = open("images/folder", "path", "real").card().sha256();

    assertThat(open("images/folder", "path", "real").card().sha256()).isEqualTo(before);
    assertThat(open("images/folder", "path", "real", "size", "3").card().sha256())
        .isNotEqualTo(before);
    Pictures.write(folder.resolve("real/dark/9.png"), Pictures.plain(4, 4, 1, 2, 3));
    assertThat(open("images/folder", "path", "real").card().sha256()).isNotEqualTo(before);
  }

  private List<Score> scores(ImageGenerationBenchmark benchmark) {
    return benchmark.examples().stream()
        .map(
            example -> {
              int i = Integer.parseInt(example.id());
              Image image = Pictures.plain(2, 2, 40 * i, 90, 7 * i);
              return benchmark.score(example, List.of(new GeneratedImage(image)));
            })
        .toList();
  }

  private AbstractStringAssert<?> assertSetupError(String name, String... options) {
    return assertThatThrownBy(() -> open(name, options))
        .isInstanceOf(SetupException.class)
        .message();
  }

  /** Values that name something in the test's folder become its path. */
  private ImageGenerationBenchmark open(String name, String... options) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("extractor", extractor);
    for (int i = 0; i < options.length; i += 2) {
      boolean file =
          List.of("path", "reference", "save_reference", "captions").contains(options[i]);
      given.put(options[i], file ? folder.resolve(options[i + 1]).toString() : options[i + 1]);
    }
    Benchmark<?, ?> opened = provider.open(name, given, new DataStore(List.of()));
    return (ImageGenerationBenchmark) opened;
  }
}
