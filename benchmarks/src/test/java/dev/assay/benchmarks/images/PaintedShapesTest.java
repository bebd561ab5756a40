package dev.assay.benchmarks.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Sha256;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.pictures.Pictures;
import dev.assay.benchmarks.pictures.Scene;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedImage;
import dev.assay.model.Image;
import dev.assay.model.ImageCondition.LabelMap;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PaintedShapesTest {
  private final ImageGenerationBenchmark benchmark =
      (ImageGenerationBenchmark)
          new ImagesProvider().open("images/shapes", new DataStore(List.of()));

  /** Changes only together with the version of the benchmark. */
  @Test
  void theLabelMapsAreTheSameEverywhere() {
    assertThat(benchmark.examples()).hasSize(1_000);
    assertThat(Sha256.of(map(benchmark.examples().get(999)).pixels()))
        .isEqualTo("c18844e93aa2f3c9390e96618d9a0882a0cd09e8a7e106eb848615c9b4dbe283");
    assertThat(benchmark.card().generated()).isTrue();
    assertThat(benchmark.card().title()).contains("(generated)");
  }

  @Test
  void aLabelMapIsTheConditionAndDrawable() {
    Example example = benchmark.examples().get(5);

    LabelMap condition = (LabelMap) benchmark.requests(example, 1).get(0).condition();

    assertThat(condition).isEqualTo(new LabelMap(map(example), 5));
    assertThat(example.fields())
        .containsEntry("classes", "background,circle,square,triangle,cross")
        .containsEntry("palette", "#000000,#ffffff,#dc322f,#40a02b,#1e66f5");
  }

  @Test
  void picturesOfOtherScenesAreNearAndAgreeLessThanPaintedMaps() {
    SplittableRandom random = new SplittableRandom(5);

    List<Score> others = scores(example -> Scene.draw(random).picture(random));
    List<Score> painted = scores(PaintedShapesTest::painted);
    List<Score> blank = scores(example -> Pictures.plain(32, 32, 0, 0, 0));

    Metric fid = benchmark.metrics().get(0);
    assertThat(fid.name()).isEqualTo("FID[shapes-cnn]");
    double near = RealDigitsTest.value(fid, others);
    assertThat(RealDigitsTest.value(fid, blank)).isGreaterThan(20 * near);
    assertThat(agreement(painted)).isGreaterThan(0.8);
    assertThat(agreement(others)).isLessThan(0.3);
  }

  private static Image map(Example example) {
    return Image.ofPng(Base64.getDecoder().decode(example.fields().get("labels.png")));
  }

  /** The map's shapes in colours of their own on black. */
  private static Image painted(Example example) {
    byte[] labels = map(example).pixels();
    byte[] pixels = new byte[3 * labels.length];
    int[][] colours = {{0, 0, 0}, {255, 255, 255}, {220, 50, 47}, {64, 160, 43}, {30, 102, 245}};
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) colours[labels[i / 3]][i % 3];
    }
    return new Image(32, 32, 3, pixels);
  }

  private static double agreement(List<Score> scores) {
    return scores.stream()
        .mapToDouble(s -> s.values().get("class_agreement"))
        .average()
        .orElseThrow();
  }

  private List<Score> scores(Function<Example, Image> model) {
    return benchmark.examples().stream()
        .limit(300)
        .map(e -> benchmark.score(e, List.of(new GeneratedImage(model.apply(e)))))
        .toList();
  }
}
