package dev.assay.summary;

import static dev.assay.benchmark.Resampling.JACKKNIFE;
import static dev.assay.benchmark.Resampling.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Score;
import dev.assay.dummy.DummyBehaviour;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyModel;
import dev.assay.model.BenchmarkAware;
import dev.assay.model.Usage;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.result.CostResult;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import dev.assay.result.RunSummary;
import dev.assay.result.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SummarizerTest {
  private static final Offset<Double> EXACT = within(1e-14);
  private final List<ExampleResult> examples = new ArrayList<>();

  @Test
  void aProportionHasItsStandardErrorAndItsWilsonInterval() {
    Plan plan = DummyLab.withExamples(10).plan("echo");
    scores(plan, "echo", "dummy/n", 1, 1, 1, 0, 1, 1, 0, 1, 0, 1);

    MetricResult row = summary(plan).metrics().get(0);

    // scipy 1.17.1: scipy.stats.sem([1] * 7 + [0] * 3); the interval as in NormalApproximationTest
    assertThat(row.value()).isCloseTo(0.7, EXACT);
    assertThat(row.standardError()).isCloseTo(0.15275252316519466, EXACT);
    assertThat(row.low()).isCloseTo(0.39677814746114537, EXACT);
    assertThat(row.high()).isCloseTo(0.8922087325936989, EXACT);
  }

  @Test
  void failedExamplesAreOutsideTheValueAndCounted() {
    Plan plan = DummyLab.withExamples(4).plan("echo");
    scores(plan, "echo", "dummy/n", 1, 0, Double.NaN, Double.NaN);

    RunSummary summary = summary(plan);

    assertThat(summary.metrics())
        .extracting(MetricResult::value, MetricResult::scored, MetricResult::failed)
        .containsExactly(tuple(0.5, 2L, 2L));
    assertThat(summary.failures()).isEqualTo(2);
    assertThat(summary.examples()).isEqualTo(4);
  }

  @Test
  void aModelThatOnlyFailsHasNoValueAndIsNeitherBestNorTied() {
    Plan plan = DummyLab.withExamples(2).plan("failing", "echo");
    scores(plan, "failing", "dummy/n", Double.NaN, Double.NaN);
    scores(plan, "echo", "dummy/n", 0, 0);

    List<MetricResult> rows = summary(plan).metrics();

    assertThat(rows.get(0).value()).isNaN();
    assertThat(rows.get(0).best()).isFalse();
    assertThat(rows.get(1).best()).isTrue();
    assertThat(rows.get(1).tiedWith()).isEmpty();
  }

  /**
   * The interval of the mean of two proportions is Newcombe's for a difference, with the second one
   * turned round. statsmodels 0.15.0: {@code confint_proportions_2indep(56, 70, 48, 80,
   * method='newcomb', compare='diff')} gives 0.05243147240236498 to 0.33387265403690614.
   */
  @Test
  void aGroupIsThePlainMeanOfItsBenchmarksWithNewcombesInterval() {
    Plan plan =
        DummyLab.with(new DummyBenchmark("dummy/a", 70), new DummyBenchmark("dummy/b", 80))
            .plan("echo");
    scores(plan, "echo", "dummy/a", firstRight(56, 70));
    scores(plan, "echo", "dummy/b", firstRight(80 - 48, 80));

    MetricResult group = summary(plan).metrics().get(0);

    assertThat(group.benchmark()).isEqualTo("dummy");
    assertThat(group.value()).isCloseTo((0.8 + 0.4) / 2, EXACT);
    assertThat(group.low()).isCloseTo((1 + 0.05243147240236498) / 2, within(1e-12));
    assertThat(group.high()).isCloseTo((1 + 0.33387265403690614) / 2, within(1e-12));
    assertThat(group.scored()).isEqualTo(150);
  }

  @Test
  void aGroupInWhichAllIsRightHasAnIntervalThatEndsAtOne() {
    Plan plan =
        DummyLab.with(new DummyBenchmark("dummy/a", 5), new DummyBenchmark("dummy/b", 5))
            .plan("echo");
    scores(plan, "echo", "dummy/a", firstRight(5, 5));
    scores(plan, "echo", "dummy/b", firstRight(5, 5));

    MetricResult group = summary(plan).metrics().get(0);

    assertThat(group.low()).isBetween(0.5, 0.99);
    assertThat(group.high()).isEqualTo(1);
  }

  @Test
  void modelsThatAPairedTestCannotTellFromTheBestAreTiedWithIt() {
    Plan plan = DummyLab.withExamples(200).plan("echo", "refusing", "failing");
    scores(plan, "echo", "dummy/n", firstRight(100, 200));
    scores(plan, "refusing", "dummy/n", firstRight(99, 200)); // wrong once more
    scores(plan, "failing", "dummy/n", firstRight(60, 200)); // wrong forty times more

    assertThat(summary(plan).metrics())
        .extracting(MetricResult::best, MetricResult::tiedWith)
        .containsExactly(
            tuple(true, List.of("refusing")), tuple(false, List.of()), tuple(false, List.of()));
  }

  @Test
  void aPairedTestFindsASmallDifferenceThatTheIntervalsHide() {
    Plan plan = DummyLab.withExamples(200).plan("echo", "refusing");
    scores(plan, "echo", "dummy/n", firstRight(110, 200));
    scores(plan, "refusing", "dummy/n", firstRight(100, 200));

    List<MetricResult> rows = summary(plan).metrics();

    assertThat(rows.get(1).high()).isGreaterThan(rows.get(0).low());
    assertThat(rows.get(0).tiedWith()).isEmpty();
  }

  @Test
  void equalValuesAreAllBestAndTiedWithEachOther() {
    Plan plan = DummyLab.withExamples(4).plan("echo", "refusing");
    scores(plan, "echo", "dummy/n", 1, 1, 0, 0);
    scores(plan, "refusing", "dummy/n", 0, 0, 1, 1);

    assertThat(summary(plan).metrics())
        .extracting(MetricResult::best, MetricResult::tiedWith)
        .containsExactly(tuple(true, List.of("refusing")), tuple(true, List.of("echo")));
  }

  @Test
  void withASingleExampleNoModelIsCalledBetter() {
    Plan plan = DummyLab.withExamples(1).plan("echo", "failing");
    scores(plan, "echo", "dummy/n", 1);
    scores(plan, "failing", "dummy/n", 0);

    assertThat(summary(plan).metrics().get(0).tiedWith()).containsExactly("failing");
  }

  @Test
  void aModelThatSeesTheAnswersDoesNotCompete() {
    Plan plan =
        DummyLab.withExamples(3).model("peeking", c -> new Peeking()).plan("peeking", "echo");
    scores(plan, "peeking", "dummy/n", 1, 1, 1);
    scores(plan, "echo", "dummy/n", 1, 1, 0);

    assertThat(summary(plan).metrics())
        .extracting(MetricResult::best, MetricResult::tiedWith)
        .containsExactly(tuple(false, List.of()), tuple(true, List.of()));
  }

  private static final class Peeking extends DummyModel implements BenchmarkAware {
    Peeking() {
      super("peeking", DummyBehaviour.ECHO.ability(1));
    }

    @Override
    public void begin(Benchmark<?, ?> benchmark) {}
  }

  @Test
  void whereLowerIsBetterTheLowestIsBest() {
    DummyLab lab =
        DummyLab.with(
            new DummyBenchmark("dummy/n", 3) {
              @Override
              public List<Metric> metrics() {
                return List.of(
                    new Metric("exact_match", "", Direction.LOWER, new Aggregation.Mean()));
              }
            });
    Plan plan = lab.plan("echo", "failing");
    scores(plan, "echo", "dummy/n", 4, 5, 6);
    scores(plan, "failing", "dummy/n", 1, 2, 3);

    assertThat(summary(plan).metrics()).extracting(MetricResult::best).containsExactly(false, true);
  }

  @Test
  void aCorpusStatisticIsComputedOverAllExamplesAndHasABootstrapInterval() {
    Aggregation.Statistic largest =
        scores ->
            scores.stream().mapToDouble(s -> s.values().get("exact_match")).max().orElseThrow();
    DummyLab lab =
        DummyLab.with(
            new DummyBenchmark("dummy/n", 4) {
              @Override
              public List<Metric> metrics() {
                return List.of(
                    new Metric("largest", "", Direction.HIGHER, new Aggregation.Corpus(largest)));
              }
            });
    Plan plan = lab.plan("echo");
    scores(plan, "echo", "dummy/n", 3, 9, 2, 5);

    MetricResult row = summary(plan).metrics().get(0);

    assertThat(row.value()).isEqualTo(9);
    assertThat(row.low()).isBetween(2.0, 5.0);
    assertThat(row.high()).isEqualTo(9);
    assertThat(row.standardError()).isPositive();
  }

  @Test
  void aCorpusStatisticMayHaveAJackknifeIntervalOrNone() {
    Aggregation.Statistic mean =
        scores ->
            scores.stream().mapToDouble(s -> s.values().get("exact_match")).average().orElseThrow();
    DummyLab lab =
        DummyLab.with(
            new DummyBenchmark("dummy/n", 4) {
              @Override
              public List<Metric> metrics() {
                return List.of(
                    new Metric(
                        "with", "", Direction.LOWER, new Aggregation.Corpus(mean, JACKKNIFE)),
                    new Metric("without", "", Direction.LOWER, new Aggregation.Corpus(mean, NONE)));
              }
            });
    Plan plan = lab.plan("echo");
    scores(plan, "echo", "dummy/n", 3, 9, 2, 6);

    MetricResult with = summary(plan).metrics().get(0);
    MetricResult without = summary(plan).metrics().get(1);

    assertThat(with.value()).isEqualTo(5).isEqualTo(without.value());
    assertThat(with.standardError()).isCloseTo(1.5811388, within(1e-6)); // √(30/3/4)
    assertThat(with.low()).isCloseTo(5 - 1.959964 * 1.5811388, within(1e-6));
    assertThat(without.low()).isNaN();
    assertThat(without.standardError()).isNaN();
  }

  @Test
  void costsAreSummedPerBenchmarkAndGroup() {
    Plan plan =
        DummyLab.with(new DummyBenchmark("dummy/a", 3), new DummyBenchmark("dummy/b", 2))
            .plan("echo");
    scores(plan, "echo", "dummy/a", 1, 1, 1);
    scores(plan, "echo", "dummy/b", 1, 1);

    assertThat(summary(plan).costs())
        .containsExactly(
            new CostResult("echo", "dummy/a", 3, Usage.ofBytes(9, 3)),
            new CostResult("echo", "dummy/b", 2, Usage.ofBytes(6, 2)),
            new CostResult("echo", "dummy", 5, Usage.ofBytes(15, 5)));
  }

  @Test
  void timesOfSeveralAttemptsAddUpInTheOrderOfThePlan() {
    Plan plan = DummyLab.withExamples(1).plan("echo", "failing");
    List<Timing> timings =
        List.of(
            new Timing("failing", "dummy/n", 1, OptionalDouble.empty()),
            new Timing("echo", "dummy/n", 2, OptionalDouble.of(1.5)),
            new Timing("echo", "dummy/n", 3, OptionalDouble.of(1)));

    RunSummary summary = Summarizer.summarize(plan, List.of(), timings);

    assertThat(summary.timings())
        .containsExactly(
            new Timing("echo", "dummy/n", 5, OptionalDouble.of(2.5)),
            new Timing("failing", "dummy/n", 1, OptionalDouble.empty()));
    assertThat(summary.shareOutsideEngine()).hasValue(0.5);
  }

  private RunSummary summary(Plan plan) {
    return Summarizer.summarize(plan, examples, List.of());
  }

  private static double[] firstRight(int right, int n) {
    return IntStream.range(0, n).mapToDouble(i -> i < right ? 1 : 0).toArray();
  }

  /** Adds results of a model that exists in the plan; NaN stands for a failure. */
  private void scores(Plan plan, String model, String benchmark, double... values) {
    assertThat(plan.models()).extracting(PlannedModel::spec).anyMatch(s -> s.name().equals(model));
    PlannedBenchmark planned =
        plan.benchmarks().stream().filter(b -> b.name().equals(benchmark)).findAny().orElseThrow();
    for (int i = 0; i < values.length; i++) {
      Example example = planned.examples().get(i);
      boolean failed = Double.isNaN(values[i]);
      examples.add(
          new ExampleResult(
              model,
              benchmark,
              example.id(),
              example.contentHash(),
              Map.of(),
              example.target(),
              "",
              List.of(),
              failed ? Optional.empty() : Optional.of(Score.of("exact_match", values[i], "")),
              failed ? Optional.of("broken") : Optional.empty(),
              Usage.ofBytes(3, 1),
              Optional.empty(),
              false));
    }
  }
}
