package dev.assay.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
  private final PolicyReader reader = new PolicyReader();

  @Test
  void aPolicyIsReadAsWritten() {
    Policy policy =
        reader.read(
            """
            level: 1 %
            power: 0.9
            examples: 99.5 %
            quality:
              - benchmarks: [cute/spell, 'gsm8k*']
                metric: exact_match
                models: 'blt-*'
                margin: 1.5 points
              - {benchmarks: flores, margin: 0.05}
            costs:
              - {cost: bytes-per-patch, margin: 5 %}
            """,
            "gate.yaml");

    assertThat(policy.level()).isEqualTo(0.01);
    assertThat(policy.power()).isEqualTo(0.9);
    assertThat(policy.examples()).isEqualTo(0.995);
    assertThat(policy.averages()).isEmpty();
    Policy.QualityRule rule = policy.quality().get(0);
    assertThat(rule.benchmarks().means("cute/spell")).isTrue();
    assertThat(rule.benchmarks().means("cute/spell_inverse")).isFalse();
    assertThat(rule.benchmarks().means("gsm8k/test")).isTrue();
    assertThat(rule.metric()).contains("exact_match");
    assertThat(rule.models().means("blt-s")).isTrue();
    assertThat(rule.margin()).isEqualTo(new Margin(1.5, Margin.Unit.POINTS));
    assertThat(policy.quality().get(1).margin()).isEqualTo(new Margin(0.05, Margin.Unit.OWN));
    assertThat(policy.costs().get(0).cost()).isEqualTo(Cost.BYTES_PER_PATCH);
    assertThat(policy.costs().get(0).benchmarks().isAll()).isTrue();
  }

  @Test
  void theStandardPolicyBoundsAveragesBenchmarksFailuresAndFlops() {
    Policy policy = reader.standard();

    assertThat(policy.level()).isEqualTo(0.05);
    assertThat(policy.examples()).isEqualTo(1);
    assertThat(policy.averages()).hasSize(2);
    assertThat(policy.quality()).hasSize(2);
    assertThat(policy.costs())
        .extracting(Policy.CostRule::cost)
        .containsExactly(Cost.FAILURES, Cost.FLOPS);
  }

  @Test
  void marginsAreInTheScaleOfTheMetricsValues() {
    assertThat(Margin.parse("2 points").of(0.8)).isEqualTo(0.02);
    assertThat(Margin.parse("1 point").of(0.8)).isEqualTo(0.01);
    assertThat(Margin.parse("5 %").of(1.2)).isEqualTo(0.06);
    assertThat(Margin.parse("5%").of(-1.2)).isEqualTo(0.06);
    assertThat(Margin.parse("0.3").of(25)).isEqualTo(0.3);
    assertThat(Margin.parse("2 points").fits("")).isFalse();
    assertThat(Margin.parse("2").fits("%")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          levle: 0.1                                  | line 1, key 'levle': unknown key 'levle'; did you mean 'level'?
          level: 0.6                                  | line 1, key 'level': a number above 0.0 and below 0.5 is expected, such as 0.05 or 5 %, not '0.6'
          power: 0.5                                  | key 'power': a number above 0.5 and below 1.0 is expected
          examples: 150 %                             | key 'examples': a number above 0.0 and up to 1.0 is expected, such as 1.0 or 100 %, not '150 %'
          level: high                                 | key 'level': a number
          level: 0.05                                 | a policy needs a rule under 'quality', 'averages' or 'costs'
          [1, 2]                                      | a policy is a mapping with the keys level, power, examples, averages, quality, costs
          quality: 5 points                           | key 'quality': a list of rules is expected here
          quality: [cute]                             | key 'quality[0]': a rule for quality is a mapping with the keys benchmarks, metric, models, margin
          quality: [{margin: 1 point}]                | key 'quality[0]': 'benchmarks' is missing; '*' stands for all
          quality: [{benchmarks: [], margin: 1 point}] | key 'quality[0].benchmarks': at least one name is expected here
          quality: [{benchmarks: cute}]               | key 'quality[0].margin': '' is not a margin; write '2 points'
          quality: [{benchmarks: cute, margin: -1}]   | key 'quality[0].margin': '-1' is not a margin
          quality: [{benchmarks: cute, margin: 0 points}] | key 'quality[0].margin': a margin of quality must be above 0
          quality: [{benchmrks: cute, margin: 1 %}]   | did you mean 'benchmarks'?
          averages: [{group: cute, margin: 1 %}]      | did you mean 'groups'?
          costs: [{cost: flosp, margin: 1 %}]         | key 'costs[0].cost': unknown cost 'flosp'; did you mean 'flops'?
          costs: [{cost: flops, margin: 2 points}]    | key 'costs[0].margin': the margin of a cost is in per cent of the baseline's
          costs: [{cost: failures, margin: 2 %}]      | key 'costs[0].margin': the margin of failures is in points
          'level: 1: 2'                               | line 1, column
          """)
  void aMistakeIsNamedWithItsPlaceAndWhatWouldBeValid(String yaml, String expected) {
    assertThatThrownBy(() -> reader.read(yaml, "gate.yaml"))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("gate.yaml")
        .hasMessageContaining(expected);
  }

  @Test
  void aFileThatIsNotThereOrNoTextIsNamed(@TempDir Path folder) throws Exception {
    Path none = folder.resolve("none.yaml");
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1});

    assertThatThrownBy(() -> reader.read(none))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("none.yaml: there is no such file; `assay gate --print-policy`");
    assertThatThrownBy(() -> reader.read(binary))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("binary.yaml: it is not text in UTF-8");
  }
}
