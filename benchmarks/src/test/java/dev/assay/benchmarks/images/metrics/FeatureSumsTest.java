package dev.assay.benchmarks.images.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeatureSumsTest {
  private static final int WIDTH = 9;
  private static final float[][] ROWS = HashedInputs.features(HashedInputs.REAL, 700, WIDTH);

  @Test
  void meanAndCovarianceAreThoseOfTheDefinition() {
    FeatureStatistics statistics = sums(0, 700).statistics("hashed");

    assertSame(statistics, 0, 700);
    assertThat(statistics.count()).hasValue(700);
    assertThat(statistics.extractor()).contains("hashed");
    assertThat(statistics.width()).isEqualTo(WIDTH);
  }

  @Test
  void partsAddUpToTheWhole() {
    FeatureSums total = sums(0, 300);
    total.add(sums(300, 301));
    total.add(new FeatureSums(WIDTH));
    total.add(sums(301, 700));

    assertSame(total.statistics("hashed"), 0, 700);
  }

  @Test
  void aGroupCanBeTakenAwayAgain() {
    FeatureSums total = sums(0, 700);
    total.subtract(sums(650, 700));
    assertSame(total.statistics("hashed"), 0, 650);

    total.add(sums(650, 700));
    assertSame(total.statistics("hashed"), 0, 700);
  }

  @Test
  void allThatWasAddedCanBeTakenAway() {
    FeatureSums total = sums(0, 700);
    total.subtract(sums(0, 700));
    total.add(sums(100, 400));

    assertSame(total.statistics("hashed"), 100, 400);
    assertThatThrownBy(() -> total.subtract(sums(0, 301)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("301 rows cannot be taken from 300");
  }

  @Test
  void smallDeviationsFromLargeMeansAreNotLost() {
    FeatureSums sums = new FeatureSums(1);
    for (int i = 0; i < 1_000; i++) {
      sums.add(new float[] {1_000_000 + i % 2});
    }

    assertThat(sums.statistics("hashed").covariance().matrix().get(0, 0))
        .isCloseTo(0.25 * 1000 / 999, within(1e-12));
  }

  private static FeatureSums sums(int from, int to) {
    FeatureSums sums = new FeatureSums(WIDTH);
    Arrays.stream(ROWS, from, to).forEach(sums::add);
    return sums;
  }

  private static void assertSame(FeatureStatistics statistics, int from, int to) {
    double[] mean = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      int feature = i;
      mean[i] =
          Arrays.stream(ROWS, from, to).mapToDouble(row -> row[feature]).average().orElseThrow();
    }
    assertThat(statistics.mean()).containsExactly(mean, within(1e-12));
    for (int i = 0; i < WIDTH; i++) {
      for (int j = 0; j < WIDTH; j++) {
        double sum = 0;
        for (int row = from; row < to; row++) {
          sum += (ROWS[row][i] - mean[i]) * (ROWS[row][j] - mean[j]);
        }
        assertThat(statistics.covariance().matrix().get(i, j))
            .isCloseTo(sum / (to - from - 1), within(1e-12));
      }
    }
  }
}
