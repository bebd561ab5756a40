package dev.assay.benchmarks.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.model.Image;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The golden pictures are those of the training's generator; the files name the command. */
class ProceduralPicturesTest {
  @Test
  void scenesAreDrawnAsByTheTrainingsGenerator() throws IOException {
    JsonNode scenes = golden("shapes-golden.json").path("scenes");
    assertThat(scenes).hasSizeGreaterThan(20);
    for (JsonNode golden : scenes) {
      Scene scene = new Scene(golden.path("background").asInt(), shapes(golden.path("shapes")));

      assertThat(scene.picture()).isEqualTo(Palette.picture(32, numbers(golden.path("image"))));
      assertThat(scene.labels()).isEqualTo(Pictures.grey(32, 32, numbers(golden.path("labels"))));
    }
  }

  @Test
  void clipsMoveAsByTheTrainingsGenerator() throws IOException {
    JsonNode clips = golden("clips-golden.json").path("clips");
    assertThat(clips).hasSizeGreaterThan(10);
    for (JsonNode golden : clips) {
      Clip clip = new Clip(shape(golden), golden.path("vx").asInt(), golden.path("vy").asInt());
      List<Image> frames = new ArrayList<>();
      golden.path("frames").forEach(f -> frames.add(Palette.picture(16, numbers(f))));

      assertThat(clip.frames()).isEqualTo(frames);
    }
  }

  @Property(tries = 200)
  void everyClipStaysWithinItsFrameAndMoves(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Clip clip = Clip.draw(ShapeKind.CIRCLE, random);
    List<Image> frames = clip.frames();
    int whole = pixelsOfShape(Palette.picture(16, centred(clip.shape())));

    assertThat(frames).hasSize(8).allMatch(frame -> pixelsOfShape(frame) == whole);
    for (int f = 1; f < frames.size(); f++) {
      assertThat(frames.get(f)).isNotEqualTo(frames.get(f - 1));
    }
  }

  @Property(tries = 200)
  void everySceneShowsItsTopmostShapeInAnotherColourThanTheBackground(@ForAll long seed) {
    Scene scene = Scene.draw(new SplittableRandom(seed));
    Shape last = scene.shapes().get(scene.shapes().size() - 1);

    assertThat(scene.shapes())
        .hasSizeBetween(1, 3)
        .noneMatch(s -> s.colour() == scene.background());
    assertThat(scene.labels().at(last.x(), last.y(), 0)).isEqualTo(last.kind().label());
  }

  @Test
  void noiseChangesAboutOnePixelInSeventyThreeAndNoLabel() {
    SplittableRandom random = new SplittableRandom(1);
    int changed = 0;
    for (int i = 0; i < 200; i++) {
      Scene scene = Scene.draw(random);
      Image clean = scene.picture();
      Image noisy = scene.picture(random);
      changed += (int) IntStream.range(0, 1024).filter(p -> differs(clean, noisy, p)).count();
    }

    // a pixel in 64 takes one of 8 colours, one of which it has already: 200 * 1024 * 7 / 512 =
    // 2800,
    // with a standard deviation of 53
    assertThat(changed).isBetween(2_600, 3_000);
  }

  @Test
  void labelsHaveAColourEachHoweverManyThereAre() {
    assertThat(Palette.forLabels(5))
        .containsExactly("#000000", "#ffffff", "#dc322f", "#40a02b", "#1e66f5");
    assertThat(Palette.forLabels(40))
        .doesNotHaveDuplicates()
        .allMatch(c -> c.matches("#[0-9a-f]{6}"));
  }

  private static boolean differs(Image a, Image b, int pixel) {
    return IntStream.range(0, 3)
        .anyMatch(c -> a.at(pixel % 32, pixel / 32, c) != b.at(pixel % 32, pixel / 32, c));
  }

  private static int[] centred(Shape shape) {
    Shape moved = shape.at(8, 8);
    return IntStream.range(0, 256)
        .map(i -> moved.holds(i % 16, i / 16) ? moved.colour() : 0)
        .toArray();
  }

  private static int pixelsOfShape(Image frame) {
    return (int)
        IntStream.range(0, 256)
            .filter(p -> frame.at(p % 16, p / 16, 0) + frame.at(p % 16, p / 16, 2) > 0)
            .count();
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream in =
        ProceduralPicturesTest.class.getResourceAsStream("/dev/assay/benchmarks/images/" + name)) {
      return Json.mapper().readTree(in);
    }
  }

  private static List<Shape> shapes(JsonNode nodes) {
    List<Shape> shapes = new ArrayList<>();
    nodes.forEach(node -> shapes.add(shape(node)));
    return shapes;
  }

  private static Shape shape(JsonNode node) {
    return new Shape(
        ShapeKind.values()[node.path("kind").asInt() - 1],
        node.path("colour").asInt(),
        node.path("x").asInt(),
        node.path("y").asInt(),
        node.path("radius").asInt());
  }

  private static int[] numbers(JsonNode rows) {
    StringBuilder digits = new StringBuilder();
    rows.forEach(row -> digits.append(row.asText()));
    return digits.chars().map(digit -> digit - '0').toArray();
  }
}
