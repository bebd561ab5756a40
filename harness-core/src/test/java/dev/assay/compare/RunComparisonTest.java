package dev.assay.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.data.DataStore;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyRuns;
import dev.assay.result.RunResult;
import dev.assay.statistics.Adjustment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are made, written and read as {@code assay run} and {@code assay compare} do. */
class RunComparisonTest {
  private static final CorpusMetrics NO_CORPORA =
      new CorpusMetrics(DummyLab.withExamples(1).plugins(), new DataStore(List.of()));

  @TempDir private Path temporary;

  @Test
  void aRunAndItselfAreNotToldApart() {
    RunResult run = run(DummyLab.withExamples(40), "echo");

    RunComparison comparison = compare(run, run);

    MetricComparison row = comparison.metrics().get(0);
    assertThat(row.verdict()).isEqualTo(Verdict.NO_DIFFERENCE_TOLD);
    assertThat(row.test().orElseThrow().p()).isEqualTo(1);
    assertThat(row.difference()).isZero();
    assertThat(row.low()).isZero();
    assertThat(row.high()).isZero();
    assertThat(row.ties()).isEqualTo(40);
    assertThat(comparison.flips()).isEmpty();
    assertThat(comparison.obstacles()).isEmpty();
    assertThat(comparison.notes()).containsExactly("echo: the same weights and options.");
  }

  @Test
  void aLossOnManyExamplesIsAVerdictAndTheFlippedExamplesAreNamed() {
    RunResult before = run(DummyLab.withExamples(40), "echo");
    RunResult after = run(shoutingFrom(30, 40), "shouting");

    RunComparison comparison = compare(before, after);

    // Of 30 to 39 the echo has 32 and 36 wrong: eight are lost, none is won.
    MetricComparison row = comparison.metrics().get(0);
    assertThat(row.a()).isEqualTo(0.75);
    assertThat(row.b()).isEqualTo(0.55);
    assertThat(row.difference()).isCloseTo(-0.2, within(1e-12));
    assertThat(row.low()).isBetween(-0.4, -0.25);
    assertThat(row.high()).isBetween(-0.15, 0.0);
    assertThat(List.of(row.wins(), row.losses(), row.ties())).containsExactly(0L, 8L, 32L);
    // scipy 1.17.1: scipy.stats.binomtest(0, 8).pvalue
    assertThat(row.test().orElseThrow().p()).isCloseTo(0.0078125, within(1e-12));
    assertThat(row.test().orElseThrow().method()).isEqualTo("exact McNemar");
    assertThat(row.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(compare(after, before).metrics().get(0).verdict()).isEqualTo(Verdict.BETTER);
    assertThat(comparison.flips())
        .extracting(FlippedExample::example)
        .containsExactly("30", "31", "33", "34", "35", "37", "38", "39");
    assertThat(comparison.flips().get(0))
        .isEqualTo(
            new FlippedExample(
                "dummy/n",
                "exact_match",
                "echo",
                "shouting",
                "30",
                false,
                "say 30",
                "say 30",
                "say 30!"));
    assertThat(comparison.notes()).contains("echo in A, shouting in B: other weights or options.");
  }

  @Test
  void theMoreNumbersAreComparedTheStrongerTheEvidenceMustBe() {
    RunResult before = run(eight(), "echo");
    RunResult after = run(shoutingOn("dummy/0"::equals), "shouting");

    RunComparison all = compare(before, after);
    RunComparison one = compare(before, after, Set.of("dummy/0"));

    assertThat(all.metrics()).hasSize(8);
    assertThat(all.metrics().get(0).test().orElseThrow().adjusted())
        .isCloseTo(0.0625, within(1e-12));
    assertThat(all.metrics().get(0).verdict()).isEqualTo(Verdict.NO_DIFFERENCE_TOLD);
    assertThat(one.metrics()).hasSize(1);
    assertThat(one.metrics().get(0).verdict()).isEqualTo(Verdict.WORSE);
    assertThat(compare(before, after, Set.of("dummy")).metrics()).hasSize(8);
  }

  @Test
  void benjaminiAndHochbergAskLessOfEachWhereSeveralAreWorse() {
    RunResult before = run(eight(), "echo");
    RunResult after = run(shoutingOn(name -> name.compareTo("dummy/4") < 0), "shouting");

    RunComparison comparison =
        new RunComparer(Set.of(), Adjustment.BENJAMINI_HOCHBERG, NO_CORPORA)
            .compare(before, List.of(after))
            .get(0);

    // statsmodels 0.15.0: multipletests([0.0078125] * 4 + [1] * 4, method='fdr_bh')[1]; Holm says
    // 0.0625.
    assertThat(comparison.metrics().get(3).test().orElseThrow().adjusted())
        .isCloseTo(0.015625, within(1e-12));
    assertThat(comparison.metrics())
        .extracting(MetricComparison::verdict)
        .containsExactly(
            Verdict.WORSE,
            Verdict.WORSE,
            Verdict.WORSE,
            Verdict.WORSE,
            Verdict.NO_DIFFERENCE_TOLD,
            Verdict.NO_DIFFERENCE_TOLD,
            Verdict.NO_DIFFERENCE_TOLD,
            Verdict.NO_DIFFERENCE_TOLD);
    assertThat(compare(before, after).metrics().get(3).verdict())
        .isEqualTo(Verdict.NO_DIFFERENCE_TOLD);
  }

  @Test
  void fiveExamplesCannotTellAnything() {
    RunResult before = run(DummyLab.withExamples(5), "echo");
    RunResult after = run(shoutingFrom(0, 5), "shouting");

    assertThat(compare(before, after).metrics().get(0).verdict())
        .isEqualTo(Verdict.TOO_FEW_EXAMPLES);
  }

  @Test
  void examplesThatOneRunLacksOrFailedAreCountedAndLeftOut() {
    RunResult all = run(DummyLab.withExamples(40), "echo");
    RunResult fewer = run(DummyLab.withExamples(30), "refusing");

    RunComparison comparison = compare(all, fewer);

    assertThat(comparison.metrics().get(0).examples()).isEqualTo(29);
    assertThat(comparison.metrics().get(0).verdict()).isEqualTo(Verdict.NO_DIFFERENCE_TOLD);
    assertThat(comparison.obstacles())
        .containsExactly(
            "echo and refusing on dummy/n is compared on 29 examples only: 10 examples only in A, 1 example failed in B.");
  }

  @Test
  void anExampleOfOtherContentIsAnotherExample() {
    RunResult before = run(DummyLab.withExamples(20), "echo");
    RunResult after =
        run(
            DummyLab.with(
                new DummyBenchmark("dummy/n", 20) {
                  @Override
                  public List<Example> examples() {
                    return super.examples().stream()
                        .map(e -> e.id().equals("7") ? new Example("7", e.fields(), "eight") : e)
                        .toList();
                  }
                }),
            "echo");

    RunComparison comparison = compare(before, after);

    assertThat(comparison.metrics().get(0).examples()).isEqualTo(19);
    assertThat(comparison.obstacles().get(0))
        .endsWith("on 19 examples only: 1 example with the same id but other content.");
  }

  @Test
  void anotherVersionOrOtherDataVoidTheBenchmark() {
    RunResult first = run(DummyLab.with(carrying("1", "aaaa")), "echo");
    RunResult version = run(DummyLab.with(carrying("2", "aaaa")), "echo");
    RunResult data = run(DummyLab.with(carrying("1", "bbbb")), "echo");

    assertThat(compare(first, version).obstacles())
        .containsExactly(
            "dummy/n is not compared: other version of the benchmark (1 in A, 2 in B).");
    assertThat(compare(first, data).obstacles())
        .containsExactly(
            "dummy/n is not compared: other data or prompts (sha256 aaaa in A, bbbb in B).");
    assertThat(compare(first, data).holds()).isFalse();
    assertThat(compare(first, data).metrics().get(0))
        .returns(Verdict.NOT_COMPARED, MetricComparison::verdict)
        .returns(0.75, MetricComparison::a)
        .returns(Optional.empty(), MetricComparison::test);
  }

  @Test
  void anotherSeedVoidsEverythingAndThreadsAreANote() {
    DummyLab lab = DummyLab.withExamples(8);
    RunResult first = run(lab, Map.of("seed", "0", "threads", "1"), Map.of("os", "A"), "echo");
    RunResult seed = run(lab, Map.of("seed", "1", "threads", "1"), Map.of("os", "A"), "echo");
    RunResult threads = run(lab, Map.of("seed", "0", "threads", "8"), Map.of("os", "B"), "echo");

    assertThat(compare(first, seed).obstacles())
        .containsExactly(
            "Nothing is compared: other seed (0 in A, 1 in B), so requests may differ.");
    assertThat(compare(first, seed).holds()).isFalse();
    assertThat(compare(first, threads).obstacles()).isEmpty();
    assertThat(compare(first, threads).notes())
        .contains(
            "Different, but meant to change costs only: threads (1 in A, 8 in B); os (A in A, B in B).");
  }

  @Test
  void modelsAreMatchedByNameWhereThereAreSeveral() {
    RunResult before = run(DummyLab.withExamples(8), "echo", "out-of-order", "many-threads");
    RunResult after = run(DummyLab.withExamples(8), "many-threads", "echo");

    RunComparison comparison = compare(before, after);

    assertThat(comparison.metrics())
        .extracting(MetricComparison::modelA)
        .containsExactly("echo", "many-threads");
    assertThat(comparison.notes()).contains("Models only in A, left out: 1.");
  }

  @Test
  void runsThatShareNothingCannotBeCompared() {
    RunResult run = run(DummyLab.withExamples(4), "echo", "refusing");
    RunResult models = run(DummyLab.withExamples(4), "forgetful", "out-of-order");
    RunResult benchmarks = run(DummyLab.with(new DummyBenchmark("other/n", 4)), "echo", "refusing");

    assertThatThrownBy(() -> compare(run, models))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("no model in common: echo, refusing in the first");
    assertThatThrownBy(() -> compare(run, benchmarks))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("no benchmark in common: dummy/n in the first, other/n in the");
    assertThatThrownBy(() -> compare(run, run, Set.of("dummy/m")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("did you mean 'dummy/n'?");
  }

  private static DummyBenchmark carrying(String version, String sha256) {
    return new DummyBenchmark("dummy/n", 8) {
      @Override
      public BenchmarkCard card() {
        return new BenchmarkCard(
            "dummy/n", version, "n", "dummy", "", "made up", "Apache-2.0", sha256, true);
      }
    };
  }

  /** Eight benchmarks of forty examples. */
  private static DummyLab eight() {
    return DummyLab.with(
        IntStream.range(0, 8)
            .mapToObj(i -> new DummyBenchmark("dummy/" + i, 40))
            .toArray(DummyBenchmark[]::new));
  }

  /** On some of them the last ten examples of the echo are spoilt. */
  private static DummyLab shoutingOn(Predicate<String> benchmarks) {
    return eight()
        .shouting("shouting", id -> benchmarks.test(id.benchmark()) && number(id.example()) >= 30);
  }

  private static DummyLab shoutingFrom(int first, int size) {
    return DummyLab.withExamples(size).shouting("shouting", id -> number(id.example()) >= first);
  }

  private static int number(String id) {
    return Integer.parseInt(id);
  }

  private static RunComparison compare(RunResult a, RunResult b) {
    return compare(a, b, Set.of());
  }

  private static RunComparison compare(RunResult a, RunResult b, Set<String> benchmarks) {
    return new RunComparer(benchmarks, Adjustment.HOLM, NO_CORPORA).compare(a, List.of(b)).get(0);
  }

  private RunResult run(DummyLab lab, String... models) {
    return new DummyRuns(temporary).run(lab, models);
  }

  private RunResult run(
      DummyLab lab, Map<String, String> settings, Map<String, String> host, String... models) {
    return new DummyRuns(temporary).run(lab, settings, host, models);
  }
}
