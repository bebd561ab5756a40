package dev.assay.onnx.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.model.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GridCodecTest {

  @Test
  void colourTokensBecomePixelsAndBack() {
    try (GridCodec codec = TinyGrids.JOINT.codec(TokenGrid.Kind.IMAGE)) {
      int[] tokens = {0, 1, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4, 3, 2, 1, 0};
      Image image = codec.images(List.of(tokens)).get(0);
      assertThat(image.shape()).isEqualTo("4×4, RGB");
      assertThat(List.of(image.at(2, 0, 0), image.at(2, 0, 1), image.at(2, 0, 2)))
          .containsExactly(220, 50, 47);
      assertThat(codec.tokens(image)).isEqualTo(tokens);
    }
  }

  @Test
  void aPixelTakesTheNearestColour() {
    try (GridCodec codec = TinyGrids.EXPLICIT.codec(TokenGrid.Kind.IMAGE)) {
      byte[] pixels = new byte[24];
      pixels[1] = 42;
      pixels[2] = 43;
      pixels[3] = (byte) 140;
      pixels[4] = (byte) 250;
      assertThat(codec.tokens(new Image(6, 4, 1, pixels))).startsWith(0, 0, 1, 2, 3, 0);
    }
  }

  @Test
  void labelTokensAreClassIds() {
    try (GridCodec codec = TinyGrids.JOINT.codec(TokenGrid.Kind.LABELS)) {
      byte[] ids = new byte[16];
      ids[5] = 4;
      Image map = new Image(4, 4, 1, ids);
      int[] tokens = codec.tokens(map);
      assertThat(tokens[5]).isEqualTo(4);
      assertThat(codec.images(List.of(tokens))).containsExactly(map);
      ids[3] = 5;
      assertThatThrownBy(() -> codec.tokens(new Image(4, 4, 1, ids)))
          .isInstanceOf(RefusedRequest.class)
          .hasMessageContaining("the label map has class 5; the model knows classes 0 to 4");
    }
  }

  @Test
  void picturesOfAnotherShapeAreRefused() {
    for (TinyGrids model : List.of(TinyGrids.IMPLICIT, TinyGrids.JOINT, TinyGrids.EXPLICIT)) {
      try (GridCodec codec = model.codec(TokenGrid.Kind.IMAGE)) {
        assertThatThrownBy(() -> codec.tokens(new Image(5, 4, 3, new byte[60])))
            .isInstanceOf(RefusedRequest.class)
            .hasMessage("the picture is 5×4, RGB; the model takes only " + codec.blank().shape());
      }
    }
  }

  @Test
  void aPictureDoesNotDependOnThoseDecodedWithIt() {
    Random random = new Random(1);
    List<int[]> grids = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      grids.add(random.ints(16, 0, 16).toArray());
    }
    try (GridCodec codec = TinyGrids.IMPLICIT.codec(TokenGrid.Kind.IMAGE)) {
      List<Image> together = codec.images(grids);
      for (int i = 0; i < grids.size(); i++) {
        assertThat(codec.images(List.of(grids.get(i)))).containsExactly(together.get(i));
      }
      assertThat(together.stream().distinct().count()).isGreaterThan(60);
    }
  }
}
