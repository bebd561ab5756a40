package dev.assay.benchmarks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.model.Image;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FramingTest {
  /** 5×4, numbers 0, 37, 74, … modulo 256. */
  private final Image image =
      Pictures.grey(5, 4, IntStream.range(0, 20).map(i -> i * 37 % 256).toArray());

  @Test
  void scalingIsPillowsBilinear() {
    // a = (np.arange(20) * 37 % 256).astype(np.float32).reshape(4, 5)
    // np.floor(np.array(Image.fromarray(a).resize((w, h), Image.BILINEAR)) + 0.5), Pillow 12.3.0
    assertThat(Scaling.to(3, 2, image)).isEqualTo(Pictures.grey(3, 2, 111, 84, 97, 110, 139, 127));
    assertThat(Scaling.to(2, 4, image))
        .isEqualTo(Pictures.grey(2, 4, 37, 111, 152, 52, 151, 144, 80, 154));
    assertThat(Scaling.to(7, 9, image))
        .isEqualTo(
            Pictures.grey(
                7, 9, 0, 21, 48, 74, 100, 127, 148, 31, 52, 66, 62, 89, 115, 136, 113, 134, 116, 31,
                57, 83, 105, 181, 202, 160, 13, 40, 60, 73, 150, 171, 161, 96, 122, 94, 42, 118,
                139, 161, 178, 204, 127, 10, 86, 108, 134, 160, 187, 146, 78, 55, 76, 102, 129, 155,
                163, 160, 43, 64, 91, 117, 143, 170, 191));
  }

  @Test
  void aPictureOfTheWantedShapeStaysItself() {
    assertThat(new Framing(5, 4, 1).of(image)).isSameAs(image);
  }

  @Test
  void theCentreIsCutOutBeforeScaling() {
    Image wide = Pictures.grey(6, 2, 9, 9, 1, 2, 9, 9, 9, 9, 3, 4, 9, 9);

    assertThat(new Framing(2, 2, 1).of(wide)).isEqualTo(Pictures.grey(2, 2, 1, 2, 3, 4));
    assertThat(new Framing(4, 4, 1).ofLabels(wide))
        .isEqualTo(Pictures.grey(4, 4, 1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4));
  }

  @Test
  void classIdsAreNeverMixed() {
    assertThat(new Framing(3, 3, 1).ofLabels(Pictures.grey(2, 2, 0, 200, 200, 0)).pixels())
        .containsOnly((byte) 0, (byte) 200);
  }

  @Test
  void greyAndColourBecomeEachOther() {
    assertThat(new Framing(1, 1, 3).of(Pictures.plain(1, 1, 7)))
        .isEqualTo(Pictures.plain(1, 1, 7, 7, 7));
    // 0.299 * 100 + 0.587 * 200 + 0.114 * 50
    assertThat(new Framing(1, 1, 1).of(Pictures.plain(1, 1, 100, 200, 50)))
        .isEqualTo(Pictures.plain(1, 1, 153));
  }

  @Test
  void aModelsPictureOfAnotherShapeIsRefusedInWords() {
    assertThatThrownBy(() -> new Framing(28, 28, 1).require(Pictures.plain(32, 32, 1, 2, 3)))
        .hasMessage("the model's picture is 32×32, RGB; this benchmark's are 28×28, grey");
  }
}
