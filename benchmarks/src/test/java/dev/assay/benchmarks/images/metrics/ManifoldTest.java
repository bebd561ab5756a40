package dev.assay.benchmarks.images.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ManifoldTest {

  @Test
  void aSphereReachesToTheKthNearestNeighbour() {
    Manifold manifold = new Manifold(new float[][] {{0}, {1}, {3}, {7}}, 2);

    // Spheres: 0 ± 3, 1 ± 2, 3 ± 3, 7 ± 6.
    assertThat(manifold.covered(new float[][] {{-3}, {13}})).isEqualTo(1);
    assertThat(manifold.covered(new float[][] {{-3.5f}, {13.5f}, {5}, {0}})).isEqualTo(0.5);
  }

  @Test
  void aSetCoversItself() {
    float[][] rows = HashedInputs.features(HashedInputs.REAL, 317, 64);

    assertThat(new Manifold(rows, 3).covered(rows)).isEqualTo(1);
  }

  @Test
  void copiesOfOneImageCoverThatImageAndNoOther() {
    float[][] real = HashedInputs.features(HashedInputs.REAL, 317, 61);
    float[][] copies = new float[317][];
    Arrays.fill(copies, real[200]);
    Manifold collapsed = new Manifold(copies, 3);

    assertThat(collapsed.covered(real)).isEqualTo(1 / 317.0);
    assertThat(new Manifold(real, 3).covered(copies)).isEqualTo(1);
  }

  @Test
  void aSmallSetReachesAllItsRows() {
    Manifold manifold = new Manifold(new float[][] {{0}, {2}}, 3);

    assertThat(manifold.covered(new float[][] {{4}, {5}})).isEqualTo(0.5);
    assertThat(new Manifold(new float[][] {{1}}, 3).covered(new float[][] {{1}, {2}}))
        .isEqualTo(0.5);
  }
}
