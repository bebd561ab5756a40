package dev.assay.gate;

import static dev.assay.gate.Judging.judge;
import static dev.assay.gate.Judging.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Score;
import dev.assay.compare.FlippedExample;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyRuns;
import dev.assay.model.GeneratedText;
import dev.assay.result.ExampleResult;
import dev.assay.result.RunResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are made, written and read as {@code assay run} and {@code assay gate} do. */
class GateTest {

  @TempDir private Path temporary;

  @Test
  void twoRunsOfTheSameSuitePassHoweverFewTheExamples() {
    for (int examples : List.of(3, 40)) {
      RunResult first = run(DummyLab.withExamples(examples), "echo", "out-of-order");
      RunResult second = run(DummyLab.withExamples(examples), "echo", "out-of-order");

      GateResult result = judge(first, second);

      assertThat(result.verdict()).isEqualTo(GateVerdict.PASS);
      assertThat(of(result, "dummy/n", "exact_match").reason())
          .isEqualTo("the same model gave the same answers");
      assertThat(result.flips()).isEmpty();
    }
  }

  @Test
  void aBaselineWithoutOutputsIsTheSameWhereAnswersAndScoresAre() {
    RunResult first = run(DummyLab.withExamples(5), "echo");
    RunResult second = run(DummyLab.withExamples(5), "echo");

    GateResult result = judge(withoutOutputs(first), second);

    assertThat(of(result, "dummy/n", "exact_match").reason())
        .isEqualTo("the same model gave the same answers");
  }

  /** As a run that was restored from a history. */
  private static RunResult withoutOutputs(RunResult run) {
    return new RunResult(
        run.manifest(),
        run.summary(),
        run.examples().stream().map(ExampleResult::essentials).toList());
  }

  @Test
  void aDegradedCopyFailsAndItsTasksAndFlippedExamplesAreNamed() {
    DummyBenchmark[] tasks = {
      new DummyBenchmark("dummy/a", 200), new DummyBenchmark("dummy/b", 200)
    };
    RunResult before = run(DummyLab.with(tasks).shouting("other", id -> false), "other", "echo");
    RunResult after =
        run(
            DummyLab.with(tasks)
                .shouting(
                    "other", id -> id.benchmark().equals("dummy/b") && number(id.example()) < 40),
            "other",
            "echo");

    GateResult result = judge(before, after);

    // Of the first forty the echo has ten wrong: thirty are lost.
    assertThat(result.verdict()).isEqualTo(GateVerdict.FAIL);
    assertThat(result.judgements())
        .filteredOn(j -> j.verdict() == GateVerdict.FAIL)
        .extracting(j -> j.model() + " " + j.benchmark())
        .containsExactly("other dummy", "other dummy/b");
    Judgement task = of(result, "dummy/b", "exact_match");
    assertThat(task.baseline()).isEqualTo(0.75);
    assertThat(task.candidate()).isEqualTo(0.6);
    assertThat(task.change()).isCloseTo(-0.15, within(1e-12));
    assertThat(task.limit()).isEqualTo(-0.05);
    assertThat(task.high()).isLessThan(-0.05);
    assertThat(task.reason()).isEqualTo("worse by more than the margin");
    // scipy 1.17.1: scipy.stats.binomtest(0, 30, alternative='less').pvalue, times six tests.
    assertThat(task.p().orElseThrow()).isCloseTo(6 * Math.pow(2, -30), within(1e-15));
    assertThat(result.flips())
        .hasSize(30)
        .allMatch(flip -> !flip.better() && flip.benchmark().equals("dummy/b"))
        .extracting(FlippedExample::example)
        .startsWith("1", "2", "3", "5");
    assertThat(judge(after, before).verdict()).isEqualTo(GateVerdict.PASS);
  }

  @Test
  void withAThirdOfTheExamplesMissingNothingPasses() {
    RunResult all = run(DummyLab.withExamples(300), "echo");
    RunResult fewer = run(DummyLab.withExamples(200), "echo");
    RunResult fewerAndWorse =
        run(
            DummyLab.withExamples(200).shouting("other", id -> number(id.example()) < 100),
            "other");

    Judgement missing = of(judge(all, fewer), "dummy/n", "exact_match");
    GateResult worse = judge(all, fewerAndWorse);

    assertThat(missing.verdict()).isEqualTo(GateVerdict.UNDECIDED);
    assertThat(missing.reason())
        .isEqualTo(
            "only 200 of the baseline's 300 scored examples can be compared (100 examples only in A)");
    assertThat(judge(all, fewer).verdict()).isEqualTo(GateVerdict.UNDECIDED);
    assertThat(worse.verdict()).isEqualTo(GateVerdict.FAIL);
    assertThat(of(worse, "dummy/n", "exact_match").reason())
        .startsWith("worse by more than the margin; besides, only 200 of");
    // A candidate may have more than the baseline.
    assertThat(judge(fewer, all).verdict()).isEqualTo(GateVerdict.PASS);
    // What the policy lets go is let go.
    assertThat(
            judge("{examples: 60 %, quality: [{benchmarks: '*', margin: 5 points}]}", all, fewer)
                .verdict())
        .isEqualTo(GateVerdict.PASS);
  }

  @Test
  void failedExamplesAreMissingAndCounted() {
    RunResult before = run(DummyLab.withExamples(100), "echo");
    RunResult after = run(DummyLab.withExamples(100), "refusing");

    GateResult result = judge(before, after);

    assertThat(of(result, "dummy/n", "exact_match").reason())
        .contains("only 99 of", "1 example failed in B");
    Judgement failures = of(result, "*", "failures");
    assertThat(failures.verdict()).isEqualTo(GateVerdict.FAIL);
    assertThat(failures.change()).isCloseTo(0.01, within(1e-12));
    assertThat(judge(after, before).verdict()).isEqualTo(GateVerdict.PASS);
  }

  @Test
  void tooFewExamplesAreUndecidedAndToldHowManyWouldDo() {
    RunResult before = run(DummyLab.withExamples(40), "echo");
    RunResult after =
        run(DummyLab.withExamples(40).shouting("other", id -> id.example().equals("1")), "other");

    Judgement judgement =
        of(
            judge("quality: [{benchmarks: dummy, margin: 5 points}]", before, after),
            "dummy/n",
            "exact_match");

    assertThat(judgement.verdict()).isEqualTo(GateVerdict.UNDECIDED);
    // With s = max(1/40, 0.05) and z of level 5 % and power 80 %, √n solves √n (0.05 − 1/n) =
    // 1.6449 √s + 0.8416 √(s − 0.0025).
    assertThat(judgement.needed()).hasValue(160);
    assertThat(judgement.reason())
        .isEqualTo("too few examples: about 160 are needed, if they differ as much as these");
    assertThat(judge("quality: [{benchmarks: dummy, margin: 25 points}]", before, after).verdict())
        .isEqualTo(GateVerdict.PASS);
  }

  @Test
  void aLossWithinTheMarginPassesThoughItIsSeen() {
    RunResult before = run(DummyLab.withExamples(400), "echo");
    RunResult after =
        run(DummyLab.withExamples(400).shouting("other", id -> number(id.example()) < 12), "other");

    Judgement judgement = of(judge(before, after), "dummy/n", "exact_match");

    assertThat(judgement.verdict()).isEqualTo(GateVerdict.PASS);
    assertThat(judgement.reason()).isEqualTo("worse, but by less than the margin");
    assertThat(judgement.p().orElseThrow()).isLessThan(0.05);
  }

  @Test
  void whatVanishedFails() {
    DummyBenchmark[] two = {new DummyBenchmark("dummy/a", 40), new DummyBenchmark("dummy/b", 40)};
    RunResult before = run(DummyLab.with(two), "echo", "out-of-order");
    RunResult oneTask = run(DummyLab.with(two[0]), "echo", "out-of-order");
    RunResult oneModel = run(DummyLab.with(two), "echo", "many-threads");

    assertThat(judge(before, oneTask).judgements())
        .filteredOn(j -> j.verdict() == GateVerdict.FAIL)
        .extracting(j -> j.model() + ", " + j.benchmark() + ": " + j.reason())
        .contains(
            "echo, dummy: the candidate lacks 1 of its 2 benchmarks",
            "echo, dummy/b: the candidate has no such benchmark");
    assertThat(judge(before, oneModel).judgements())
        .filteredOn(j -> j.verdict() == GateVerdict.FAIL)
        .extracting(j -> j.model() + ": " + j.reason())
        .containsExactly("out-of-order: the candidate has no such model");
  }

  @Test
  void anotherSeedLeavesNothingDecided() {
    RunResult before = run(DummyLab.withExamples(40), "echo");
    RunResult after =
        new DummyRuns(temporary)
            .run(DummyLab.withExamples(40), Map.of("seed", "7"), Map.of(), "echo");

    GateResult result = judge(before, after);

    assertThat(result.verdict()).isEqualTo(GateVerdict.UNDECIDED);
    assertThat(of(result, "dummy/n", "exact_match").reason())
        .contains("other seed (0 in A, 7 in B)");
  }

  @Test
  void meansAndNumbersOfAWholeCorpusHaveMarginsInTheirOwnUnit() {
    DummyBenchmark lengths = measuring();
    RunResult before = run(DummyLab.with(lengths), "echo");
    RunResult after = run(DummyLab.with(lengths).shouting("other", id -> true), "other");
    String policy =
        """
        quality:
          - {benchmarks: dummy/n, metric: length, margin: %s}
          - {benchmarks: dummy/n, metric: longest, margin: 2}
        """;

    GateResult strict = judge(policy.formatted("0.5"), before, after);
    GateResult lenient = judge(policy.formatted("30 %"), before, after);

    // One character more each time, which is worse; none is longer than the longest by two.
    assertThat(of(strict, "dummy/n", "length").verdict()).isEqualTo(GateVerdict.FAIL);
    assertThat(of(strict, "dummy/n", "length").change()).isCloseTo(1, within(1e-12));
    assertThat(of(strict, "dummy/n", "length").limit()).isEqualTo(0.5);
    assertThat(of(lenient, "dummy/n", "length").verdict()).isEqualTo(GateVerdict.PASS);
    Judgement corpus = of(lenient, "dummy/n", "longest");
    assertThat(corpus.change()).isEqualTo(1);
    assertThat(corpus.verdict()).isEqualTo(GateVerdict.PASS);
    assertThat(corpus.low()).isLessThanOrEqualTo(1);
    assertThat(corpus.high()).isBetween(1.0, 2.0);
  }

  private static DummyBenchmark measuring() {
    return new DummyBenchmark("dummy/n", 60) {
      @Override
      public List<Metric> metrics() {
        return List.of(
            new Metric("length", "", Direction.LOWER, new Aggregation.Mean()),
            new Metric(
                "longest",
                "",
                Direction.LOWER,
                new Aggregation.Corpus(
                    scores ->
                        scores.stream()
                            .mapToDouble(s -> s.values().get("longest"))
                            .max()
                            .orElseThrow())));
      }

      @Override
      public Score score(Example example, List<GeneratedText> outputs) {
        double length = outputs.get(0).text().length();
        return new Score(Map.of("length", length, "longest", length), outputs.get(0).text());
      }
    };
  }

  private static int number(String id) {
    return Integer.parseInt(id);
  }

  private RunResult run(DummyLab lab, String... models) {
    return Judging.run(temporary, lab, models);
  }
}
