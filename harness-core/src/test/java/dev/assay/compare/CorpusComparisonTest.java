package dev.assay.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.benchmark.Resampling;
import dev.assay.benchmark.Score;
import dev.assay.data.DataStore;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyRuns;
import dev.assay.model.GeneratedText;
import dev.assay.result.RunResult;
import dev.assay.statistics.Adjustment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Means are tested on the examples' values, numbers of a whole corpus on the parts they hold. */
class CorpusComparisonTest {
  @TempDir private Path temporary;

  @Test
  void meansAreTestedWithSignFlipsAndNumbersOfAWholeCorpusWithExchanges() {
    DummyLab lab = DummyLab.with(new Measuring("1", 8, Resampling.BOOTSTRAP));

    RunComparison comparison = compare(run(lab, "echo"), run(lab, "shouting"), lab);

    // One character more each time, which is worse.
    MetricComparison mean = comparison.metrics().get(0);
    assertThat(mean.difference()).isCloseTo(1, within(1e-12));
    assertThat(mean.losses()).isEqualTo(8);
    assertThat(mean.test().orElseThrow().method()).isEqualTo("sign flips");
    assertThat(mean.verdict()).isEqualTo(Verdict.WORSE);
    MetricComparison whole = comparison.metrics().get(1);
    assertThat(whole.b()).isEqualTo(whole.a() + 8);
    assertThat(whole.test().orElseThrow().method()).isEqualTo("exchanges");
    // Only if all eight pairs or none are exchanged do the sums differ by as much.
    assertThat(whole.test().orElseThrow().p()).isEqualTo(2.0 / 256);
    assertThat(whole.low()).isEqualTo(8);
    assertThat(whole.high()).isEqualTo(8);
    assertThat(whole.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(List.of(whole.wins(), whole.losses(), whole.ties())).containsExactly(0L, 0L, 8L);
    assertThat(comparison.flips()).isEmpty();
  }

  @Test
  void aRunAndItselfAreNotToldApart() {
    DummyLab lab = DummyLab.with(new Measuring("1", 40, Resampling.JACKKNIFE));
    RunResult run = run(lab, "echo");

    MetricComparison whole = compare(run, run, lab).metrics().get(1);

    assertThat(whole.test().orElseThrow().p()).isEqualTo(1);
    assertThat(whole.difference()).isZero();
    assertThat(List.of(whole.low(), whole.high())).containsExactly(0.0, 0.0);
    assertThat(whole.verdict()).isEqualTo(Verdict.NO_DIFFERENCE_TOLD);
  }

  @Test
  void withoutItsBenchmarkOrAnErrorOfItsOwnSuchANumberIsNotCompared() {
    DummyLab lab = DummyLab.with(new Measuring("1", 8, Resampling.BOOTSTRAP));
    RunResult before = run(lab, "echo");
    RunResult after = run(lab, "shouting");
    Measuring meanOnly =
        new Measuring("1", 8, Resampling.NONE) {
          @Override
          public List<Metric> metrics() {
            return super.metrics().subList(0, 1);
          }
        };
    DummyLab slow = DummyLab.with(new Measuring("1", 8, Resampling.NONE));

    assertThat(reason(before, after, DummyLab.with(new DummyBenchmark("other/n", 8))))
        .contains("whose benchmark cannot be opened: unknown benchmark 'dummy/n'");
    assertThat(reason(before, after, DummyLab.with(new Measuring("2", 8, Resampling.BOOTSTRAP))))
        .contains("cannot be opened: it is another now: other version of the benchmark")
        .contains("(1 in the run, 2 now)");
    assertThat(reason(before, after, DummyLab.with(meanOnly)))
        .contains("no mean of the examples' values");
    assertThat(reason(before, after, slow)).contains("gives no error");
  }

  private static String reason(RunResult before, RunResult after, DummyLab lab) {
    MetricComparison whole = compare(before, after, lab).metrics().get(1);
    assertThat(whole.verdict()).isEqualTo(Verdict.NOT_COMPARED);
    return whole.reason().orElseThrow();
  }

  private static RunComparison compare(RunResult a, RunResult b, DummyLab lab) {
    CorpusMetrics corpora = new CorpusMetrics(lab.plugins(), new DataStore(List.of()));
    return new RunComparer(Set.of(), Adjustment.HOLM, corpora).compare(a, List.of(b)).get(0);
  }

  /** Lengths of answers: their mean, and their sum, as BLEU sums up counts. */
  private static class Measuring extends DummyBenchmark {
    private final String version;
    private final Resampling resampling;

    Measuring(String version, int size, Resampling resampling) {
      super("dummy/n", size);
      this.version = version;
      this.resampling = resampling;
    }

    @Override
    public BenchmarkCard card() {
      return new BenchmarkCard(
          "dummy/n", version, "n", "dummy", "", "made up", "Apache-2.0", "00", true);
    }

    @Override
    public List<Metric> metrics() {
      Aggregation.Statistic sum =
          scores -> scores.stream().mapToDouble(s -> s.values().get("whole")).sum();
      return List.of(
          new Metric("wrong", "", Direction.LOWER, new Aggregation.Mean()),
          new Metric("whole", "", Direction.LOWER, new Aggregation.Corpus(sum, resampling)));
    }

    @Override
    public Score score(Example example, List<GeneratedText> outputs) {
      double length = outputs.get(0).text().length();
      return new Score(Map.of("wrong", length, "whole", length), outputs.get(0).text());
    }
  }

  private RunResult run(DummyLab lab, String model) {
    return new DummyRuns(temporary).run(lab.shouting("shouting", id -> true), model);
  }
}
