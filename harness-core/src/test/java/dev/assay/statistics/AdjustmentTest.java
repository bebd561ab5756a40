package dev.assay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdjustmentTest {
  private static final double[] P = {0.01, 0.04, 0.03, 0.005, 0.55, 0.04};

  /** statsmodels 0.15.0: {@code multipletests(p, method='holm')[1]}. */
  @Test
  void holmIsStatsmodels() {
    assertThat(Adjustment.HOLM.of(P))
        .containsExactly(new double[] {0.05, 0.12, 0.12, 0.03, 0.55, 0.12}, within(1e-12));
  }

  /** statsmodels 0.15.0: {@code multipletests(p, method='fdr_bh')[1]}. */
  @Test
  void benjaminiAndHochbergIsStatsmodels() {
    assertThat(Adjustment.BENJAMINI_HOCHBERG.of(P))
        .containsExactly(new double[] {0.03, 0.048, 0.048, 0.03, 0.55, 0.048}, within(1e-12));
  }

  @Test
  void aSingleTestOrNoneIsLeftAsItIs() {
    for (Adjustment adjustment : Adjustment.values()) {
      assertThat(adjustment.of(new double[] {0.04})).containsExactly(0.04);
      assertThat(adjustment.of(new double[0])).isEmpty();
    }
  }

  @Property(tries = 200)
  void noPValueFallsAndHolmIsTheStricter(
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 0, max = 1) Double> numbers) {
    double[] p = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    double[] holm = Adjustment.HOLM.of(p);
    double[] discovery = Adjustment.BENJAMINI_HOCHBERG.of(p);

    for (int i = 0; i < p.length; i++) {
      assertThat(discovery[i]).isBetween(p[i] - 1e-15, 1.0);
      assertThat(holm[i]).isBetween(discovery[i] - 1e-15, 1.0);
    }
  }
}
