package dev.assay.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.result.RunResult;
import dev.assay.statistics.SampleSize;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a gate promises of its errors, seen over a thousand simulated pairs of runs each. The draws
 * are seeded; a share of 5 % has a Monte Carlo error of 0.7 points here, one of 80 % of 1.3 points,
 * and three of these are allowed.
 */
class GateSimulationTest {
  private static final int PAIRS = 1_000;
  private static final double LEVEL = 0.05;
  private static final double POWER = 0.8;
  private static final double SLACK_OF_LEVEL = 0.021;
  private static final double SLACK_OF_POWER = 0.038;

  /**
   * How two runs differ on right-or-wrong answers.
   *
   * @param benchmarks how many benchmarks
   * @param examples examples of each
   * @param disagreement share of examples that one run gets right and the other wrong
   * @param loss true loss on the first benchmark; none on the others
   */
  private record World(int benchmarks, int examples, double disagreement, double loss) {

    Map<GateVerdict, Double> verdicts(Policy policy, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      Map<GateVerdict, Double> shares = new EnumMap<>(GateVerdict.class);
      for (GateVerdict verdict : GateVerdict.values()) {
        shares.put(verdict, 0.0);
      }
      for (int pair = 0; pair < PAIRS; pair++) {
        shares.merge(verdict(policy, random), 1.0 / PAIRS, Double::sum);
      }
      return shares;
    }

    private GateVerdict verdict(Policy policy, SplittableRandom random) {
      List<double[]> before = new ArrayList<>();
      List<double[]> after = new ArrayList<>();
      for (int b = 0; b < benchmarks; b++) {
        double[] first = new double[examples];
        double[] second = new double[examples];
        double lost = (disagreement + (b == 0 ? loss : 0)) / 2;
        for (int i = 0; i < examples; i++) {
          double draw = random.nextDouble();
          first[i] = draw < lost || draw > disagreement && random.nextBoolean() ? 1 : 0;
          second[i] = draw < disagreement ? 1 - first[i] : first[i];
        }
        before.add(first);
        after.add(second);
      }
      RunResult baseline = SimulatedRun.of("old", "%", before);
      return Gate.judge(policy, baseline, SimulatedRun.of("new", "%", after)).verdict();
    }
  }

  private static Policy policy(String margin) {
    return new PolicyReader()
        .read(
            "{level: %s, power: %s, quality: [{benchmarks: '*', margin: %s}]}"
                .formatted(LEVEL, POWER, margin),
            "simulation");
  }

  @ParameterizedTest
  @CsvSource({"1, 30, 0.3", "5, 40, 0.2"})
  void whereNothingIsWorseTheWholeGateHardlyEverFails(
      int benchmarks, int examples, double disagreement) {
    Map<GateVerdict, Double> shares =
        new World(benchmarks, examples, disagreement, 0).verdicts(policy("10 points"), 1);

    assertThat(shares.get(GateVerdict.FAIL)).isLessThanOrEqualTo(LEVEL + SLACK_OF_LEVEL);
  }

  @ParameterizedTest
  @CsvSource({"1, 50, 0.2", "1, 100, 0.1", "4, 40, 0.3"})
  void aTrueLossOfTheMarginHardlyEverPasses(int benchmarks, int examples, double disagreement) {
    Map<GateVerdict, Double> shares =
        new World(benchmarks, examples, disagreement, 0.1).verdicts(policy("10 points"), 2);

    assertThat(shares.get(GateVerdict.PASS)).isLessThanOrEqualTo(LEVEL + SLACK_OF_LEVEL);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.3", "4, 0.3"})
  void withTheExamplesItAsksForTheGateHasItsPower(int benchmarks, double disagreement) {
    SampleSize size = new SampleSize(LEVEL / benchmarks, POWER);
    int examples = (int) Math.ceil(size.ofShare(disagreement, 0.2));

    Map<GateVerdict, Double> lost =
        new World(benchmarks, examples, disagreement, 0.2).verdicts(policy("20 points"), 3);
    Map<GateVerdict, Double> same =
        new World(1, examples, disagreement, 0).verdicts(policy("20 points"), 4);

    assertThat(lost.get(GateVerdict.FAIL)).isBetween(POWER - SLACK_OF_POWER, POWER + 0.08);
    assertThat(same.get(GateVerdict.PASS)).isGreaterThanOrEqualTo(POWER - SLACK_OF_POWER);
  }

  @Test
  void meansKeepTheLevelWithFewExamplesAndHaveTheirPowerWithEnough() {
    SplittableRandom random = new SplittableRandom(5);
    int enough = (int) Math.ceil(new SampleSize(LEVEL, POWER).ofMean(1, 0.8));

    assertThat(enough).isEqualTo(12);
    assertThat(shareOfMeans(random, 8, 0, false)).isLessThanOrEqualTo(LEVEL + SLACK_OF_LEVEL);
    assertThat(shareOfMeans(random, 8, 0.8, true)).isLessThanOrEqualTo(LEVEL + SLACK_OF_LEVEL);
    assertThat(shareOfMeans(random, enough, 0.8, false)).isBetween(0.74, 0.86);
    assertThat(shareOfMeans(random, enough, 0, true)).isBetween(0.74, 0.86);
  }

  /** How often normal gains of deviation 1 pass a margin of 0.8, or are seen to be losses. */
  private static double shareOfMeans(
      SplittableRandom random, int examples, double loss, boolean pass) {
    int count = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      PairedGains gains =
          new PairedGains(
              IntStream.range(0, examples).mapToDouble(i -> random.nextGaussian() - loss).toArray(),
              false);
      count += (pass ? gains.interval(LEVEL).low() > -0.8 : gains.pValueOfLoss() <= LEVEL) ? 1 : 0;
    }
    return (double) count / PAIRS;
  }

  @Test
  void averagesKeepTheLevelOnBothSides() {
    SplittableRandom random = new SplittableRandom(6);
    int alarms = 0;
    int passes = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      alarms += average(random, 0).pValueOfLoss() <= LEVEL ? 1 : 0;
      passes += average(random, 0.1).interval(LEVEL).low() > -0.1 ? 1 : 0;
    }

    assertThat(alarms).isLessThanOrEqualTo((int) (PAIRS * (LEVEL + SLACK_OF_LEVEL)));
    assertThat(passes).isLessThanOrEqualTo((int) (PAIRS * (LEVEL + SLACK_OF_LEVEL)));
  }

  /** Four benchmarks of different sizes, on each of which a fifth of the answers flip. */
  private static AverageGains average(SplittableRandom random, double loss) {
    return new AverageGains(
        IntStream.of(6, 8, 10, 12)
            .mapToObj(
                n ->
                    new PairedGains(
                        IntStream.range(0, n)
                            .mapToDouble(i -> gain(random.nextDouble(), 0.2, loss))
                            .toArray(),
                        true))
            .toList());
  }

  private static double gain(double draw, double disagreement, double loss) {
    if (draw >= disagreement) {
      return 0;
    }
    return draw < (disagreement + loss) / 2 ? -1 : 1;
  }
}
