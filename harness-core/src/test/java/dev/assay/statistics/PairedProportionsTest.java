package dev.assay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PairedProportionsTest {

  /**
   * Where nobody disagrees the likeliest table has just the loss itself, and the score is √(n d /
   * (1 − d)); with n = 50 it reaches 1.6449 at d = z²/(n + z²) = 0.05133.
   */
  @Test
  void identicalAnswersStillDoNotRuleOutASmallLoss() {
    Interval interval = new PairedProportions(0, 0, 50).interval(0.05);

    assertThat(interval.low()).isCloseTo(-0.0513332, within(1e-6));
    assertThat(interval.high()).isCloseTo(0.0513332, within(1e-6));
    assertThat(new PairedProportions(0, 0, 5_000).interval(0.05).low()).isGreaterThan(-0.001);
  }

  @Property(tries = 300)
  void theIntervalHoldsTheDifferenceAndMirrorsItself(
      @ForAll @IntRange(max = 60) int losses,
      @ForAll @IntRange(max = 60) int wins,
      @ForAll @IntRange(min = 1, max = 60) int ties) {
    PairedProportions shares = new PairedProportions(losses, wins, losses + wins + ties);
    Interval interval = shares.interval(0.05);
    Interval mirrored = new PairedProportions(wins, losses, losses + wins + ties).interval(0.05);

    assertThat(interval.contains(shares.difference())).isTrue();
    assertThat(interval.low()).isGreaterThan(-1).isCloseTo(-mirrored.high(), within(1e-9));
    assertThat(shares.interval(0.01).low()).isLessThan(interval.low());
  }

  @Property(tries = 300)
  void aLossIsOutsideJustWhereTheTestOfNoDifferenceSaysSo(
      @ForAll @IntRange(max = 60) int losses, @ForAll @IntRange(min = 1, max = 60) int wins) {
    PairedProportions shares = new PairedProportions(losses, wins, 200);

    // Without a difference the score is McNemar's statistic.
    double statistic = (wins - losses) / Math.sqrt(wins + losses);
    assertThat(shares.score(0)).isCloseTo(statistic, within(1e-9));
    if (Math.abs(Math.abs(statistic) - 1.6448536) > 1e-3) {
      assertThat(shares.interval(0.05).excludes(0)).isEqualTo(Math.abs(statistic) > 1.6448536);
    }
  }
}
