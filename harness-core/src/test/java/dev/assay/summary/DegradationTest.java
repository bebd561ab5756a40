package dev.assay.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyVariant;
import dev.assay.model.Usage;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Settings;
import dev.assay.result.DegradationResult;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** {@code dummy/n@loud} is a variant of {@code dummy/n}. */
class DegradationTest {
  private static final Offset<Double> EXACT = within(1e-14);
  private final List<ExampleResult> examples = new ArrayList<>();

  @Test
  void aVariantIsComparedWithItsBenchmarkOnTheSameExamples() {
    Plan plan = plan(DummyLab.withExamples(8), "dummy/n", "dummy/n@loud");
    scores("dummy/n", 1, 1, 1, 1, 1, 1, 0, 0);
    scores("dummy/n@loud", 1, 1, 1, 0, 0, 0, 0, 0);

    DegradationResult row = rows(plan).get(0);

    assertThat(rows(plan)).hasSize(1);
    assertThat(row.benchmark()).isEqualTo("dummy/n");
    assertThat(row.variant()).isEqualTo("dummy/n@loud");
    assertThat(row.unchanged()).isEqualTo(0.75);
    assertThat(row.changed()).isEqualTo(0.375);
    assertThat(row.difference()).isEqualTo(-0.375);
    assertThat(row.kept()).isEqualTo(0.5);
    assertThat(row.low()).isBetween(-0.9, -0.5);
    assertThat(row.high()).isBetween(-0.2, 0.0);
    assertThat(row.examples()).isEqualTo(8);
  }

  @Test
  void whereNothingChangedTheIntervalIsThePointZero() {
    Plan plan = plan(DummyLab.withExamples(4), "dummy/n", "dummy/n@loud");
    scores("dummy/n", 1, 0, 1, 0);
    scores("dummy/n@loud", 1, 0, 1, 0);

    assertThat(rows(plan).get(0))
        .returns(0.0, DegradationResult::difference)
        .returns(0.0, DegradationResult::low)
        .returns(0.0, DegradationResult::high)
        .returns(1.0, DegradationResult::kept);
  }

  @Test
  void anExampleThatFailedOnOneSideIsOutsideBoth() {
    Plan plan = plan(DummyLab.withExamples(4), "dummy/n", "dummy/n@loud");
    scores("dummy/n", 1, 1, Double.NaN, 0);
    scores("dummy/n@loud", Double.NaN, 1, 1, 0);

    assertThat(rows(plan).get(0))
        .returns(0.5, DegradationResult::unchanged)
        .returns(0.5, DegradationResult::changed)
        .returns(2L, DegradationResult::examples);
  }

  @Test
  void whatCannotBeKnownIsNotANumber() {
    Plan plan = plan(DummyLab.withExamples(2), "dummy/n", "dummy/n@loud");
    scores("dummy/n", 0, 0);
    scores("dummy/n@loud", Double.NaN, Double.NaN);

    DegradationResult row = rows(plan).get(0);

    assertThat(List.of(row.unchanged(), row.changed(), row.difference(), row.low(), row.kept()))
        .containsOnly(Double.NaN);
    assertThat(row.examples()).isZero();
  }

  @Test
  void nothingIsKeptOfNothing() {
    Plan plan = plan(DummyLab.withExamples(2), "dummy/n", "dummy/n@loud");
    scores("dummy/n", 0, 0);
    scores("dummy/n@loud", 0, 1);

    assertThat(rows(plan).get(0).kept()).isNaN();
  }

  @Test
  void aGroupIsTheMeanOfItsMembers() {
    DummyLab lab =
        DummyLab.with(new DummyBenchmark("dummy/a", 4), new DummyBenchmark("dummy/b", 2));
    Plan plan = plan(lab, "dummy", "dummy@loud");
    scores("dummy/a", 1, 1, 1, 1);
    scores("dummy/a@loud", 1, 1, 1, 0);
    scores("dummy/b", 1, 1);
    scores("dummy/b@loud", 0, 0);

    List<DegradationResult> rows = rows(plan);

    assertThat(rows)
        .extracting(DegradationResult::variant)
        .containsExactly("dummy@loud", "dummy/a@loud", "dummy/b@loud");
    assertThat(rows.get(0).benchmark()).isEqualTo("dummy");
    assertThat(rows.get(0).changed()).isCloseTo((0.75 + 0) / 2, EXACT);
    assertThat(rows.get(0).difference()).isCloseTo((-0.25 - 1) / 2, EXACT);
    assertThat(rows.get(0).low()).isLessThan(rows.get(0).high()).isGreaterThanOrEqualTo(-1);
    assertThat(rows.get(0).examples()).isEqualTo(6);
  }

  @Test
  void aGroupOfWhichOnlyAPartIsChangedHasNoRowOfItsOwn() {
    DummyLab lab =
        DummyLab.with(
            new DummyBenchmark("dummy/a", 2),
            new DummyBenchmark("dummy/b", 2),
            new DummyBenchmark("dummy/c", 2));

    assertThat(rows(plan(lab, "dummy", "dummy/a@loud", "dummy/b@loud")))
        .extracting(DegradationResult::variant)
        .containsExactly("dummy/a@loud", "dummy/b@loud");
  }

  @Test
  void withoutTheBenchmarkItselfThereIsNothingToCompare() {
    assertThat(rows(plan(DummyLab.withExamples(2), "dummy/n@loud"))).isEmpty();
  }

  @Test
  void whereLowerIsBetterTheShareIsTurnedRoundAndACorpusIsComparedAsAWhole() {
    Metric perWord =
        new Metric(
            "wrong",
            "",
            Metric.Direction.LOWER,
            new Aggregation.Corpus(
                scores -> scores.stream().mapToDouble(s -> s.values().get("exact_match")).sum()));
    Plan plan =
        new Plan(
            "corpus",
            Settings.DEFAULT,
            plan(DummyLab.withExamples(1), "dummy/n").models(),
            List.of(planned("dummy/n", perWord), planned("dummy/n@loud", perWord)));
    scores("dummy/n", 1, 1);
    scores("dummy/n@loud", 1, 3);

    assertThat(rows(plan).get(0))
        .returns(2.0, DegradationResult::unchanged)
        .returns(4.0, DegradationResult::changed)
        .returns(2.0, DegradationResult::difference)
        .returns(0.5, DegradationResult::kept);
  }

  private static PlannedBenchmark planned(String name, Metric metric) {
    DummyBenchmark benchmark =
        new DummyBenchmark(name.replaceAll("@.*", ""), 2) {
          @Override
          public dev.assay.benchmark.BenchmarkCard card() {
            return name.contains("@")
                ? super.card().variant(new DummyVariant("loud"))
                : super.card();
          }

          @Override
          public List<Metric> metrics() {
            return List.of(metric);
          }
        };
    return new PlannedBenchmark(benchmark, benchmark.examples());
  }

  private static Plan plan(DummyLab lab, String... selectors) {
    return lab.plan(Settings.DEFAULT, List.of(selectors), "echo");
  }

  private List<DegradationResult> rows(Plan plan) {
    return Summarizer.summarize(plan, examples, List.of()).degradations();
  }

  /** Adds the results of examples 0, 1, …; NaN stands for a failure. */
  private void scores(String benchmark, double... values) {
    for (int i = 0; i < values.length; i++) {
      Example example = new Example(Integer.toString(i), Map.of(), "");
      boolean failed = Double.isNaN(values[i]);
      examples.add(
          new ExampleResult(
              "echo",
              benchmark,
              example.id(),
              example.contentHash(),
              Map.of(),
              "",
              "",
              List.of(),
              failed ? Optional.empty() : Optional.of(Score.of("exact_match", values[i], "")),
              failed ? Optional.of("broken") : Optional.empty(),
              Usage.NONE,
              Optional.empty(),
              false));
    }
  }
}
