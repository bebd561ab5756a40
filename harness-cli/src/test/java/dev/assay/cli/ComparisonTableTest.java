package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.benchmark.Metric.Direction;
import dev.assay.compare.FlippedExample;
import dev.assay.compare.MetricComparison;
import dev.assay.compare.PairedTest;
import dev.assay.compare.RunComparison;
import dev.assay.compare.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {

  @Test
  void idsAndAnswersStayOnTheirLineWhateverTheyHold() {
    FlippedExample flip =
        new FlippedExample(
            "b\n1", "m", "x", "x", "\u001b]0;id\u0007", true, "a\r\nb", "\0\ud83d", "z".repeat(90));
    List<String> lines = table(List.of(), List.of(flip)).flips(5);

    assertThat(lines)
        .containsExactly(
            "",
            "b\\n1: 1 flipped example, 1 won by B",
            "EXAMPLE           RIGHT  TARGET     ANSWER OF A    ANSWER OF B",
            "\\u{1b}]0;id\\u{7}  B      a\\u{d}\\nb  \\u{0}\\u{d83d}  " + "z".repeat(39) + "…");
  }

  @Test
  void numbersAreInTheirUnitWithATrueMinus() {
    MetricComparison bits =
        new MetricComparison(
            "flores",
            "bits_per_byte",
            "",
            Direction.LOWER,
            "x",
            "x",
            1012,
            1.25,
            1.21,
            -0.04,
            -0.05,
            -0.03,
            700,
            300,
            12,
            Optional.of(new PairedTest("sign flips", 0.00001, 0.00002, 0.014)),
            Verdict.BETTER,
            Optional.empty());

    assertThat(table(List.of(bits), List.of()).numbers().lines(0).get(1))
        .containsPattern(
            "1,012 +1.250 +1.210 +−0.040 \\[−0.050, −0.030\\] +<0.0001 +0.014 +better");
  }

  @Test
  void noFlipsAreShownWhereNoneAreWanted() {
    FlippedExample flip = new FlippedExample("b", "m", "x", "x", "1", false, "", "", "");

    assertThat(table(List.of(), List.of(flip)).flips(0)).isEmpty();
    assertThat(table(List.of(), List.of(flip, flip, flip)).flips(2)).hasSize(5);
  }

  private static ComparisonTable table(List<MetricComparison> metrics, List<FlippedExample> flips) {
    return new ComparisonTable(new RunComparison(metrics, flips, List.of(), List.of()));
  }
}
