package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Json;
import dev.assay.model.GeneratedImage;
import dev.assay.model.GeneratedVideo;
import dev.assay.model.Image;
import dev.assay.model.SegmentedImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static final Image DIGIT = MadeUpPictures.digit(7, 0.05, new Random(1));

  private static Image image(Picture picture) {
    return PngReader.read(picture.png()).orElseThrow();
  }

  private static Image even(int width, int height, int value) {
    byte[] pixels = new byte[3 * width * height];
    Arrays.fill(pixels, (byte) value);
    return new Image(width, height, 3, pixels);
  }

  @Test
  void aSmallPictureKeepsItsPixelsAndIsShownAWholeNumberOfTimesAsLarge() {
    Picture picture = Picture.of(DIGIT);

    assertThat(image(picture)).isEqualTo(DIGIT);
    assertThat(picture.shownWidth()).isEqualTo(3 * 28);
    assertThat(picture.crisp()).isTrue();
    assertThat(picture.sides()).isEqualTo("28 × 28 pixels");
  }

  @Test
  void aLargePictureIsEmbeddedWithTheMeansOfItsPixels() {
    byte[] pixels = new byte[512 * 256];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 2 == 0 ? 100 : 140);
    }
    Picture picture = Picture.of(new Image(512, 256, 1, pixels));

    assertThat(image(picture).shape()).isEqualTo("128×64, grey");
    assertThat(image(picture).pixels()).containsOnly(120);
    assertThat(picture.width()).isEqualTo(512);
    assertThat(picture.crisp()).isFalse();
  }

  @Test
  void noSideBecomesNothing() {
    assertThat(image(Picture.of(even(4000, 3, 9))).shape()).isEqualTo("128×1, RGB");
  }

  @Test
  void aStripHasItsFramesInTheirOrder() {
    Picture strip = Picture.ofStrip(List.of(even(2, 2, 10), even(2, 2, 20), even(2, 2, 30)));

    assertThat(image(strip).shape()).isEqualTo("6×2, RGB");
    assertThat(List.of(0, 2, 5))
        .extracting(x -> image(strip).at(x, 1, 2))
        .containsExactly(10, 20, 30);
    assertThat(strip.shownWidth()).isEqualTo(3 * 96);
  }

  @Test
  void whatIsNoPngIsNoPicture() throws IOException {
    byte[] png = DIGIT.png();
    ByteArrayOutputStream gif = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "gif", gif);
    for (byte[] other :
        List.of(
            new byte[0],
            "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8),
            gif.toByteArray(),
            Arrays.copyOf(png, 20),
            Arrays.copyOf(png, 40))) {
      assertThat(PngReader.read(Base64.getEncoder().encodeToString(other))).isEmpty();
    }
    assertThat(PngReader.read("\"><script>alert(1)</script>")).isEmpty();
    assertThat(PngReader.read(Base64.getEncoder().encodeToString(png))).contains(DIGIT);
  }

  @Test
  void aPictureThatClaimsToBeHugeIsNotUnpacked() {
    byte[] png = DIGIT.png();
    ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);

    assertThat(PngReader.read(Base64.getEncoder().encodeToString(png))).isEmpty();
  }

  @Test
  void whatIsEmbeddedIsWrittenAnew() throws IOException {
    byte[] png = DIGIT.png();
    byte[] withTail = Arrays.copyOf(png, png.length + 24);
    System.arraycopy(
        "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), 0, withTail, png.length, 24);
    Image read = PngReader.read(Base64.getEncoder().encodeToString(withTail)).orElseThrow();

    byte[] embedded = Base64.getDecoder().decode(Picture.of(read).png());
    assertThat(new String(embedded, StandardCharsets.ISO_8859_1)).doesNotContain("<script>");
  }

  @Test
  void outputsOfEveryKindAreKnownByTheirJson() {
    Image labels = MadeUpPictures.scene(new Random(2)).labels();
    List<Image> clip = MadeUpPictures.clip(1, new Random(3));

    assertThat(PictureOutput.of(Json.line(new GeneratedImage(DIGIT))))
        .contains(new PictureOutput(PictureOutput.Kind.IMAGE, List.of(DIGIT)));
    assertThat(PictureOutput.of(Json.line(new SegmentedImage(labels))))
        .contains(new PictureOutput(PictureOutput.Kind.LABELS, List.of(labels)));
    assertThat(PictureOutput.of(Json.line(new GeneratedVideo(clip))))
        .contains(new PictureOutput(PictureOutput.Kind.VIDEO, clip));
  }

  @Test
  void otherOutputsAreNoPictures() {
    assertThat(
            List.of(
                "The answer is 7.",
                "{\"image\":{\"png\":\"AAAA\"}}",
                "{\"image\":{\"png\":",
                "{\"image\":{}}",
                "{\"labels\":" + Json.line(even(4, 4, 1)) + "}",
                "{\"frames\":[]}",
                "{\"frames\":[" + Json.line(even(4, 4, 1)) + "," + Json.line(even(5, 4, 1)) + "]}"))
        .allMatch(output -> PictureOutput.of(output).isEmpty());
  }

  @Test
  void classesGetTheColoursOfTheExample() {
    Palette palette = Palette.of(Map.of("palette", "#000000, #ff8000", "classes", "ground, thing"));
    Image coloured = palette.coloured(new Image(3, 1, 1, new byte[] {0, 1, 9}));

    assertThat(coloured.pixels()).containsExactly(0, 0, 0, 0xff, 0x80, 0, 0xe3, 0x00, 0x6d);
    assertThat(palette.named()).extracting(Palette.Swatch::name).containsExactly("ground", "thing");
  }

  @Test
  void aColourThatIsNoneIsReplaced() {
    assertThat(Palette.of(Map.of("palette", "red;}</style>,#12345,#00ff00")).classes())
        .extracting(Palette.Swatch::colour)
        .allMatch(colour -> colour.matches("#[0-9a-f]{6}"))
        .element(2)
        .isEqualTo("#00ff00");
  }

  @Test
  void wrongPixelsStandOutAndRightOnesArePale() {
    Image asked = new Image(2, 1, 1, new byte[] {0, 0});
    Image target = new Image(2, 1, 1, new byte[] {1, 2});
    Image predicted = new Image(2, 1, 1, new byte[] {1, 1});

    Image errors = Palette.errors(asked, target, predicted);
    assertThat(errors.at(0, 0, 0)).isEqualTo(errors.at(0, 0, 1)).isGreaterThan(128);
    assertThat(errors.at(1, 0, 0)).isEqualTo(0xe3);
    assertThat(errors.at(1, 0, 1)).isZero();
  }

  @Test
  void aRoomTakesPicturesTogetherOrNotAtAll() {
    Picture picture = Picture.of(DIGIT);
    PictureRoom room = new PictureRoom(2 * picture.size());

    assertThat(room.takes(List.of(picture, picture, picture))).isFalse();
    assertThat(room.takes(List.of(picture, picture))).isTrue();
    assertThat(room.takes(List.of(picture))).isFalse();
  }
}
