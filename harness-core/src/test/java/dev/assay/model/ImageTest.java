package dev.assay.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.assay.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ImageTest {
  private static Image random(int width, int height, int channels, long seed) {
    byte[] pixels = new byte[width * height * channels];
    new Random(seed).nextBytes(pixels);
    return new Image(width, height, channels, pixels);
  }

  @Property(tries = 200)
  void aPictureSurvivesPngAndJson(
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 20) int height,
      @ForAll boolean grey,
      @ForAll long seed)
      throws JsonProcessingException {
    Image image = random(width, height, grey ? 1 : 3, seed);

    assertThat(Image.ofPng(image.png())).isEqualTo(image).hasSameHashCodeAs(image);
    String json = Json.line(new GeneratedImage(image));
    assertThat(Json.mapper().readValue(json, GeneratedImage.class))
        .isEqualTo(new GeneratedImage(image));
  }

  @Test
  void aRequestIsWrittenAsTheKeyUnderWhichAnswersAreCached() {
    RequestId id = new RequestId("images/mnist", "7", 0);
    Image map = new Image(1, 1, 1, new byte[] {2});

    assertThat(Json.line(new ImageGenerationRequest(id, new ImageCondition.None(), 5)))
        .contains("\"condition\":{}", "\"seed\":5");
    assertThat(
            Json.line(new ImageGenerationRequest(id, new ImageCondition.ClassLabel(7, "seven"), 5)))
        .contains("\"condition\":{\"label\":7,\"name\":\"seven\"}");
    assertThat(Json.line(new ImageGenerationRequest(id, new ImageCondition.LabelMap(map, 3), 5)))
        .contains("\"png\":\"", "\"classes\":3");
  }

  @Test
  void aPictureOfAnotherKindBecomesRgb() throws IOException {
    BufferedImage indexed = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    indexed.setRGB(0, 0, 0xff0000);
    indexed.setRGB(1, 0, 0x00ff00);
    ByteArrayOutputStream gif = new ByteArrayOutputStream();
    ImageIO.write(indexed, "gif", gif);

    Image image = Image.ofPng(gif.toByteArray());

    assertThat(image.channels()).isEqualTo(3);
    assertThat(List.of(image.at(0, 0, 0), image.at(0, 0, 1), image.at(1, 0, 1)))
        .containsExactly(255, 0, 255);
  }

  @Test
  void whatIsNoPictureIsRefused() {
    assertThatThrownBy(() -> Image.ofPng("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an image of a known format");
    byte[] png = random(9, 9, 3, 1).png();
    assertThatThrownBy(() -> Image.ofPng(java.util.Arrays.copyOf(png, png.length / 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a readable image");
    assertThatThrownBy(() -> new Image(2, 2, 3, new byte[4]))
        .hasMessage("an image of 2×2 pixels with 3 channels has 12 bytes, not 4");
    assertThatThrownBy(() -> new Image(2, 2, 4, new byte[16]))
        .hasMessageContaining("1 or 3 channels, not 2×2 and 4");
  }

  @Test
  void theFramesOfAVideoHaveOneShape() {
    assertThatThrownBy(() -> new GeneratedVideo(List.of(random(2, 2, 1, 0), random(2, 3, 1, 0))))
        .hasMessage("the frames of a video have one shape, not 2×2, grey and 2×3, grey");
    assertThatThrownBy(() -> new GeneratedVideo(List.of()))
        .hasMessage("a video has at least one frame");
  }
}
