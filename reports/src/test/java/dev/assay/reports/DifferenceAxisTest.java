package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.compare.ComparedRuns;
import dev.assay.compare.MetricComparison;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceAxisTest {
  private static final List<MetricComparison> METRICS =
      ComparedSample.of(run(SampleRun.small()), run(SampleRun.smallLater()))
          .others()
          .get(0)
          .comparison()
          .metrics();

  private static ComparedRuns.Run run(dev.assay.result.RunResult result) {
    return ComparedSample.run(Path.of("run"), result);
  }

  @Test
  void zeroIsInTheMiddleAndEveryIntervalHasRoom() {
    List<MetricComparison> shares =
        METRICS.stream().filter(m -> m.metric().equals("exact_match")).toList();
    DifferenceAxis axis = DifferenceAxis.around(shares, "%");

    assertThat(axis.ticks())
        .extracting(WhiskerChart.Place::label)
        .containsExactly("−80", "0", "+80");
    for (MetricComparison m : shares) {
      Cell.Bar bar = axis.bar(m);
      double at = Double.parseDouble(bar.at());
      assertThat(at).isBetween(Double.parseDouble(bar.from()), Double.parseDouble(bar.to()));
      assertThat(at).isBetween(0.0, 100.0);
      assertThat(Math.signum(at - 50)).isEqualTo(Math.signum(m.difference()));
      assertThat(at)
          .isCloseTo(50 + 50 * m.difference() / 0.8, org.assertj.core.api.Assertions.within(0.01));
    }
  }

  @Test
  void whatWasNotComparedIsNotDrawn() {
    List<MetricComparison> overlap =
        METRICS.stream().filter(m -> m.metric().equals("overlap")).toList();

    assertThat(overlap).hasSize(4);
    assertThat(DifferenceAxis.around(overlap, "").bar(overlap.get(0)).drawn()).isFalse();
  }
}
