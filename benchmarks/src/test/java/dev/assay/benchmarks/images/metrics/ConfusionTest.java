package dev.assay.benchmarks.images.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.model.Image;
import org.junit.jupiter.api.Test;

class ConfusionTest {

  @Test
  void pixelsAreCountedPerClass() {
    Confusion confusion = Confusion.of(labels(0, 0, 1, 1), labels(0, 1, 1, 1), 3);

    assertThat(confusion.intersection(0)).isEqualTo(1);
    assertThat(confusion.union(0)).isEqualTo(2);
    assertThat(confusion.intersection(1)).isEqualTo(2);
    assertThat(confusion.union(1)).isEqualTo(3);
    assertThat(confusion.union(2)).isZero();
    assertThat(confusion.pixelAccuracy()).isEqualTo(0.75);
  }

  @Test
  void targetsThatAreNoClassDoNotCount() {
    Confusion confusion = Confusion.of(labels(0, 0, 1, 1), labels(0, 255, 255, 1), 2);

    assertThat(confusion.union(0)).isEqualTo(1);
    assertThat(confusion.pixelAccuracy()).isEqualTo(1);
    assertThat(Confusion.of(labels(0), labels(255), 2).pixelAccuracy()).isNaN();
  }

  @Test
  void predictionsThatAreNoClassAreWrong() {
    Confusion confusion = Confusion.of(labels(9, 0), labels(0, 0), 2);

    assertThat(confusion.intersection(0)).isEqualTo(1);
    assertThat(confusion.union(0)).isEqualTo(2);
    assertThat(confusion.pixelAccuracy()).isEqualTo(0.5);
  }

  @Test
  void theMeanIsOverClassesThatOccurOrWerePredicted() {
    assertThat(IntersectionOverUnion.mean(new double[] {1, 2, 0}, new double[] {2, 3, 0}))
        .isCloseTo((1 / 2.0 + 2 / 3.0) / 2, within(1e-12));
    assertThat(IntersectionOverUnion.of(0, 0)).isNaN();
    assertThat(IntersectionOverUnion.mean(new double[2], new double[2])).isNaN();
  }

  @Test
  void mapsOfDifferentSizesAreRefused() {
    assertThatThrownBy(() -> Confusion.of(labels(0, 1), labels(0), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a label map (2×1, grey) against one of 1×1, grey");
  }

  private static Image labels(int... ids) {
    byte[] pixels = new byte[ids.length];
    for (int i = 0; i < ids.length; i++) {
      pixels[i] = (byte) ids[i];
    }
    return new Image(ids.length, 1, 1, pixels);
  }
}
