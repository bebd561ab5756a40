package dev.assay.benchmarks.images.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.model.Image;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReconstructionTest {
  private static final Image ORIGINAL = HashedInputs.original(12, 10, 3);

  @Test
  void aPerfectReconstructionIsPerfect() {
    assertThat(PeakSignalToNoiseRatio.of(ORIGINAL, ORIGINAL)).isInfinite().isPositive();
    assertThat(StructuralSimilarity.of(ORIGINAL, ORIGINAL)).isCloseTo(1, within(1e-12));
  }

  @Test
  void blackForWhiteHasNoSignal() {
    Image black = new Image(6, 6, 1, new byte[36]);
    byte[] pixels = new byte[36];
    Arrays.fill(pixels, (byte) 255);
    Image white = new Image(6, 6, 1, pixels);

    assertThat(PeakSignalToNoiseRatio.of(black, white)).isCloseTo(0, within(1e-12));
    assertThat(StructuralSimilarity.of(black, white)).isBetween(0.0, 0.001);
  }

  @Test
  void imagesMustHaveTheSameShapeAndASide() {
    Image other = HashedInputs.original(12, 10, 1);
    Image small = HashedInputs.original(12, 5, 3);

    assertThatThrownBy(() -> PeakSignalToNoiseRatio.of(ORIGINAL, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a reconstruction (12×10, RGB) of an image of 12×10, grey");
    assertThatThrownBy(() -> StructuralSimilarity.of(small, small))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 6×6");
  }
}
