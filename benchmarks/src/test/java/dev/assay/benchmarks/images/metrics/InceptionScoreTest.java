package dev.assay.benchmarks.images.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InceptionScoreTest {
  private static final float[][] CLEAR = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  @Test
  void clearImagesOfAllClassesScoreTheNumberOfClasses() {
    assertThat(InceptionScore.of(CLEAR, 1).mean()).isCloseTo(3, within(1e-12));
  }

  @Test
  void imagesOfOneClassScoreOne() {
    float[][] same = {{0.5f, 0.25f, 0.25f}, {0.5f, 0.25f, 0.25f}};

    assertThat(InceptionScore.of(same, 1).mean()).isCloseTo(1, within(1e-12));
  }

  @Test
  void partsAreScoredApart() {
    float[][] rows = {CLEAR[0], CLEAR[1], CLEAR[2], CLEAR[2]};

    MeanAndDeviation score = InceptionScore.of(rows, 2); // two classes, then one

    assertThat(score.mean()).isCloseTo(1.5, within(1e-12));
    assertThat(score.deviation()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void fewerImagesThanPartsAreAPartEach() {
    assertThat(InceptionScore.of(CLEAR, 10)).isEqualTo(new MeanAndDeviation(1, 0));
  }
}
