package dev.assay.benchmarks.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.pictures.Pictures;
import dev.assay.data.DataStore;
import dev.assay.model.Image;
import dev.assay.model.SegmentationRequest;
import dev.assay.model.SegmentedImage;
import dev.assay.plugin.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentationProviderTest {
  @TempDir Path folder;
  private final SegmentationProvider provider = new SegmentationProvider();

  @Test
  void thePluginIsFound() {
    assertThat(Plugins.discover(getClass().getClassLoader()).benchmarkProviders())
        .filteredOn(SegmentationProvider.class::isInstance)
        .flatExtracting(BenchmarkProvider::entries)
        .extracting(BenchmarkProvider.Entry::name)
        .containsExactly("segmentation/shapes", "segmentation/folder");
  }

  /** Changes only together with the version of the benchmark. */
  @Test
  void theShapesAreTheSameEverywhereAndDrawable() {
    SegmentationBenchmark benchmark = open("segmentation/shapes");

    Example last = benchmark.examples().get(199);
    assertThat(benchmark.examples()).hasSize(200);
    assertThat(last.fields()).containsKeys("image.png", "labels.png", "palette", "classes");
    assertThat(last.target()).isEmpty();
    assertThat(Sha256.of(picture(last, "image.png").pixels()))
        .isEqualTo("23b58f41afb75ed11765c5ffc1a70972b3e8586aaedc3bea902fc07e23f2ec10");
    SegmentationRequest request = benchmark.requests(last, 3).get(0);
    assertThat(request.image()).isEqualTo(picture(last, "image.png"));
    assertThat(request.classes()).isEqualTo(5);
  }

  @Test
  void theRightMapIsPerfectAndBackgroundEverywhereIsNot() {
    SegmentationBenchmark benchmark = open("segmentation/shapes");

    Map<String, Double> right = values(benchmark, e -> picture(e, "labels.png"));
    Map<String, Double> blank = values(benchmark, e -> Pictures.plain(32, 32, 0));

    assertThat(right)
        .containsOnlyKeys(
            "mIoU",
            "IoU[background]",
            "IoU[circle]",
            "IoU[square]",
            "IoU[triangle]",
            "IoU[cross]",
            "pixel_accuracy")
        .allSatisfy((name, value) -> assertThat(value).isEqualTo(1));
    assertThat(benchmark.metrics().get(0).name()).isEqualTo("mIoU");
    double background = blank.get("pixel_accuracy");
    assertThat(background).isBetween(0.6, 0.9);
    assertThat(blank.get("mIoU")).isCloseTo(background / 5, within(1e-12));
    assertThat(blank).containsEntry("IoU[cross]", 0.0);
  }

  @Test
  void pixelsOfAllPicturesCountTogether() {
    write("a", Pictures.grey(2, 1, 0, 0));
    write("b", Pictures.grey(4, 1, 1, 1, 1, 255));
    SegmentationBenchmark benchmark = folder("classes", "3");

    Map<String, Double> values =
        values(
            benchmark,
            e -> e.id().equals("a") ? Pictures.grey(2, 1, 0, 1) : Pictures.grey(4, 1, 1, 1, 7, 0));

    // class 0: 1 of 2; class 1: 2 of 4; class 2: nowhere; 3 of 5 pixels right
    assertThat(values.get("IoU[0]")).isEqualTo(0.5);
    assertThat(values.get("IoU[1]")).isEqualTo(0.5);
    assertThat(values.get("IoU[2]")).isNaN();
    assertThat(values.get("mIoU")).isEqualTo(0.5);
    assertThat(values.get("pixel_accuracy")).isEqualTo(0.6);
  }

  @Test
  void aPicturesScoreHoldsItsSumsAndItsOwnMean() {
    write("a", Pictures.grey(2, 1, 0, 0));
    SegmentationBenchmark benchmark = folder("classes", "2");

    Score score =
        benchmark.score(
            benchmark.examples().get(0), List.of(new SegmentedImage(Pictures.grey(2, 1, 0, 1))));

    assertThat(score.values())
        .containsEntry("intersection.0", 1.0)
        .containsEntry("union.0", 2.0)
        .containsEntry("union.1", 1.0)
        .containsEntry("mIoU", 0.25)
        .containsEntry("pixel_accuracy", 0.5);
  }

  @Test
  void aMapOfAnotherSizeFailsItsExampleInWords() {
    write("a", Pictures.grey(2, 1, 0, 0));
    SegmentationBenchmark benchmark = folder("classes", "2");
    SegmentedImage small = new SegmentedImage(Pictures.grey(1, 1, 0));

    assertThatThrownBy(() -> benchmark.score(benchmark.examples().get(0), List.of(small)))
        .hasMessage("the model's label map is 1×1, grey; the picture has 2×1 pixels");
  }

  @Test
  void namesEndAsCityscapesDoAndSizesChangeTogether() throws Exception {
    Pictures.write(folder.resolve("images/x_leftImg8bit.png"), Pictures.plain(4, 2, 9, 9, 9));
    Pictures.write(folder.resolve("labels/x_ids.png"), Pictures.grey(4, 2, 7, 0, 1, 7, 7, 0, 1, 7));
    Files.writeString(folder.resolve("names.txt"), "road\nsky\n");

    SegmentationBenchmark benchmark =
        folder(
            "classes",
            folder.resolve("names.txt").toString(),
            "ignore",
            "7",
            "image_suffix",
            "_leftImg8bit",
            "label_suffix",
            "_ids",
            "size",
            "2");

    Example example = benchmark.examples().get(0);
    assertThat(example.id()).isEqualTo("x");
    assertThat(example.fields()).containsEntry("classes", "road,sky");
    assertThat(picture(example, "labels.png")).isEqualTo(Pictures.grey(2, 2, 0, 1, 0, 1));
    assertThat(picture(example, "image.png").shape()).isEqualTo("2×2, RGB");
  }

  @Test
  void whatIsWrongWithOptionsOrFilesIsSaidBeforeTheRun() throws Exception {
    write("a", Pictures.grey(2, 1, 0, 2));
    assertSetupError().contains("needs the option 'classes'");
    assertSetupError("classes", "1").contains("'classes' must be a whole number from 2 to 255");
    assertSetupError("classes", "2")
        .contains("a.png: the pixel in column 1, row 0 has the id 2; valid are 0 to 1, and 255");
    assertSetupError("classes", "3", "image_suffix", "_x").contains("does not end in '_x'");
    Pictures.write(folder.resolve("images/a.jpg"), Pictures.plain(2, 1, 1, 2, 3).png());
    assertSetupError("classes", "3").contains("a.jpg and a.png would share one label map");
    Files.delete(folder.resolve("images/a.jpg"));
    Files.writeString(folder.resolve("names.txt"), "road\nroad");
    assertSetupError("classes", folder.resolve("names.txt").toString()).contains("line 2: 'road'");
    Pictures.write(folder.resolve("labels/a.png"), Pictures.grey(1, 1, 0));
    assertSetupError("classes", "3").contains("has 2×1 pixels, but its label map", "1×1");
    Files.delete(folder.resolve("labels/a.png"));
    assertSetupError("classes", "3").contains("has no label map", "a.png");
    Files.delete(folder.resolve("images/a.png"));
    assertSetupError("classes", "3").contains("holds no .png, .jpg or .jpeg");
  }

  private void write(String id, Image labels) {
    Pictures.write(
        folder.resolve("images/" + id + ".png"),
        Pictures.plain(labels.width(), labels.height(), 1, 2, 3));
    Pictures.write(folder.resolve("labels/" + id + ".png"), labels);
  }

  private static Image picture(Example example, String field) {
    return Image.ofPng(Base64.getDecoder().decode(example.fields().get(field)));
  }

  private static Map<String, Double> values(
      SegmentationBenchmark benchmark, Function<Example, Image> model) {
    List<Score> scores =
        benchmark.examples().stream()
            .map(e -> benchmark.score(e, List.of(new SegmentedImage(model.apply(e)))))
            .toList();
    Map<String, Double> values = new TreeMap<>();
    for (Metric metric : benchmark.metrics()) {
      values.put(metric.name(), ((Aggregation.Corpus) metric.aggregation()).statistic().of(scores));
    }
    return values;
  }

  private AbstractStringAssert<?> assertSetupError(String... options) {
    return assertThatThrownBy(() -> folder(options)).isInstanceOf(SetupException.class).message();
  }

  private SegmentationBenchmark folder(String... options) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("path", folder.resolve("images").toString());
    given.put("labels", folder.resolve("labels").toString());
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    return (SegmentationBenchmark)
        provider.open("segmentation/folder", given, new DataStore(List.of()));
  }

  private SegmentationBenchmark open(String name) {
    return (SegmentationBenchmark) provider.open(name, new DataStore(List.of()));
  }
}
