package dev.assay.gate;

import static dev.assay.gate.Judging.answer;
import static dev.assay.gate.Judging.judge;
import static dev.assay.gate.Judging.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.SetupException;
import dev.assay.dummy.DummyLab;
import dev.assay.dummy.DummyModel;
import dev.assay.dummy.DummyRuns;
import dev.assay.model.Usage;
import dev.assay.result.RunResult;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a gate says of costs, and of rules that are about nothing. */
class GateCostsTest {
  @TempDir private Path temporary;

  @ParameterizedTest
  @CsvSource({
    "flops, 10, PASS, 1.0",
    "tokens, 10, PASS, 1.1",
    "tokens, 9, FAIL, 1.1",
    "forward-passes, 60, PASS, 1.5",
    "forward-passes, 40, FAIL, 1.5",
    "bytes-per-patch, 24, FAIL, 0.75",
    "bytes-per-patch, 26, PASS, 0.75"
  })
  void costsAreRatios(String cost, String percent, GateVerdict verdict, double ratio) {
    RunResult before = run(costing(new Usage(60, 60, 50, 50, 30, 0, 0, 4, 1e9, 1e8, 0)), "costing");
    RunResult after = run(costing(new Usage(60, 60, 55, 55, 40, 0, 0, 6, 1e9, 1e8, 0)), "costing");

    Judgement judgement =
        of(
            judge("costs: [{cost: %s, margin: %s %%}]".formatted(cost, percent), before, after),
            "*",
            cost);

    assertThat(judgement.verdict()).isEqualTo(verdict);
    assertThat(judgement.change()).isCloseTo(ratio, within(1e-12));
    assertThat(judgement.ratio()).isTrue();
  }

  @Test
  void timesCountWhereTheyWereMeasuredAlike() {
    RunResult first = run(DummyLab.withExamples(4), "echo");
    RunResult second =
        new DummyRuns(temporary)
            .run(
                DummyLab.withExamples(4),
                Map.of("seed", "0", "threads", "8"),
                Map.of("os", "any"),
                "echo");
    String policy = "costs: [{cost: time, margin: 900000000 %}]";

    assertThat(judge(policy, first, first).verdict()).isEqualTo(GateVerdict.PASS);
    Judgement otherwise = of(judge(policy, first, second), "*", "time");
    assertThat(otherwise.verdict()).isEqualTo(GateVerdict.UNDECIDED);
    assertThat(otherwise.reason()).isEqualTo("measured otherwise: threads (1 in A, 8 in B)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quality: [{benchmarks: dumy/n, margin: 1 point}]          | key 'quality[0].benchmarks': unknown benchmark of the baseline 'dumy/n'; did you mean 'dummy/n'?
          quality: [{benchmarks: '*', models: ehco, margin: 1 point}] | unknown model of the baseline 'ehco'; did you mean 'echo'?
          averages: [{groups: dumy, margin: 1 point}]               | key 'averages[0].groups': unknown group of the baseline 'dumy'
          costs: [{cost: flops, benchmarks: other, margin: 1 %}]    | key 'costs[0].benchmarks': unknown benchmark of the baseline 'other'
          quality: [{benchmarks: dummy, margin: 0.05}]              | key 'quality[0]': this rule judges nothing
          quality: [{benchmarks: '*', metric: f1, margin: 1 point}] | key 'quality[0]': this rule judges nothing
          averages: [{groups: dummy, margin: 1 point}]              | key 'averages[0]': this rule judges nothing
          costs: [{cost: time, models: '*', benchmarks: '*', margin: 1 %}, {cost: flops, margin: 1 %}, {cost: flops, models: x, margin: 1 %}] | unknown model of the baseline 'x'
          """)
  void aRuleAboutNothingIsAMistakeWithItsPlace(String yaml, String expected) {
    RunResult run = run(DummyLab.withExamples(4), "echo");

    assertThatThrownBy(() -> judge(yaml, run, run))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("gate.yaml, line 1, key")
        .hasMessageContaining(expected);
  }

  @Test
  void aPolicyThatJudgesNothingDoesNotPass() {
    RunResult run = run(DummyLab.withExamples(4), "echo");

    assertThatThrownBy(() -> judge("costs: [{cost: flops, margin: 1 %}]", run, run))
        .isInstanceOf(SetupException.class)
        .hasMessage("the policy judges no number of these runs");
  }

  private static DummyLab costing(Usage usage) {
    return DummyLab.withExamples(8)
        .model(
            "costing",
            context ->
                new DummyModel(
                    "costing",
                    (requests, sink) ->
                        requests.forEach(r -> sink.accept(r.id(), answer(r.prompt(), usage)))));
  }

  private RunResult run(DummyLab lab, String... models) {
    return Judging.run(temporary, lab, models);
  }
}
