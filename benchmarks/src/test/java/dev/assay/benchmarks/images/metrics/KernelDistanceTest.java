package dev.assay.benchmarks.images.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {
  private static final float[][] REAL = HashedInputs.features(HashedInputs.REAL, 600, 6);
  private static final float[][] GENERATED = HashedInputs.features(HashedInputs.GENERATED, 310, 6);

  @Test
  void theDistanceIsTheDifferenceOfMeanKernelsWithinAndBetween() {
    KernelDistance distance = new KernelDistance(new float[][] {{1, 0}, {0, 2}, {1, 1}});
    // (xᵀy/2 + 1)³ is 1 for the product 0, 3.375 for 1, 8 for 2 and 27 for 4.
    double withinReal = (1 + 3.375 + 8) / 3;
    double withinGenerated = 1;
    double between = (3.375 + 1 + 3.375 + 1 + 27 + 8) / 6;

    assertThat(distance.to(new float[][] {{1, 0}, {0, 2}}))
        .isCloseTo(withinReal + withinGenerated - 2 * between, within(1e-12));
  }

  @Test
  void setsOfOneDistributionHaveHardlyAnyDistance() {
    KernelDistance distance = new KernelDistance(REAL);
    float[][] same = HashedInputs.features(HashedInputs.REAL, 900, 6);
    float[][] others = Arrays.copyOfRange(same, 600, 900);

    assertThat(distance.to(others)).isCloseTo(0, within(0.01));
    assertThat(distance.to(GENERATED)).isGreaterThan(0.05);
  }

  @Test
  void subsetsDependOnTheSeedAlone() {
    KernelDistance distance = new KernelDistance(REAL);
    MeanAndDeviation first = distance.overSubsets(GENERATED, 10, 50, 1);

    assertThat(distance.overSubsets(GENERATED, 10, 50, 1)).isEqualTo(first);
    assertThat(distance.overSubsets(GENERATED, 10, 50, 2)).isNotEqualTo(first);
    assertThat(first.mean())
        .isCloseTo(distance.to(GENERATED), within(3 * first.deviation() / Math.sqrt(10)));
  }

  @Test
  void featuresOfAnotherWidthAreRefused() {
    float[][] wide = HashedInputs.features(HashedInputs.GENERATED, 9, 7);

    assertThatThrownBy(() -> new KernelDistance(REAL).to(wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows of 7 features against rows of 6");
  }

  @Test
  void aSubsetCannotBeLargerThanTheSet() {
    assertThatThrownBy(() -> new KernelDistance(REAL).overSubsets(GENERATED, 1, 311, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("subsets of 311 of 310 generated and 600 real images");
  }
}
