package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.result.ExampleResult;
import dev.assay.result.Manifest;
import dev.assay.result.MetricResult;
import dev.assay.result.RunResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedRunsTest {
  private static final RunResult FIRST = SampleRun.small();
  private static final RunResult LATER = SampleRun.smallLater();

  private static RunResult joined(RunResult... runs) {
    List<LabelledRun> labelled = new java.util.ArrayList<>();
    for (RunResult run : runs) {
      String label = Character.toString('A' + labelled.size());
      labelled.add(new LabelledRun(label, Path.of("run"), run));
    }
    return JoinedRuns.of(labelled);
  }

  @Test
  void aModelStandsBesideItselfInTheOtherRun() {
    assertThat(joined(FIRST, LATER).manifest().models())
        .extracting(m -> m.card().name())
        .startsWith("bpe-small (A)", "bpe-small (B)", "bytes-small (A)");
  }

  @Test
  void numbersStayAsTheyWereButNoneIsBest() {
    RunResult joined = joined(FIRST, LATER);

    assertThat(joined.summary().metrics())
        .hasSize(FIRST.summary().metrics().size() + LATER.summary().metrics().size())
        .noneMatch(MetricResult::best)
        .allMatch(m -> m.tiedWith().isEmpty());
    assertThat(joined.summary().metrics().get(0).value())
        .isEqualTo(FIRST.summary().metrics().get(0).value());
    assertThat(joined.summary().examples())
        .isEqualTo(FIRST.summary().examples() + LATER.summary().examples());
  }

  @Test
  void averagesOverDifferentBenchmarksAreLeftOut() {
    Manifest all = FIRST.manifest();
    RunResult fewer =
        new RunResult(
            new Manifest(
                all.format(),
                all.assayVersion(),
                all.suite(),
                all.planHash(),
                all.commandLine(),
                all.started(),
                all.settings(),
                all.host(),
                all.models(),
                all.benchmarks().subList(1, all.benchmarks().size())),
            FIRST.summary(),
            FIRST.examples());

    assertThat(joined(FIRST, LATER).summary().metrics())
        .anyMatch(m -> m.benchmark().equals("letters"));
    assertThat(joined(FIRST, fewer).summary().metrics())
        .noneMatch(m -> m.benchmark().equals("letters"))
        .anyMatch(m -> m.benchmark().equals("letters/spell"));
  }

  @Test
  void contentThatTwoRunsShareAgainstAThirdStaysTogether() {
    List<String> ids =
        joined(FIRST, LATER, LATER).examples().stream()
            .filter(e -> e.benchmark().equals("letters/first"))
            .filter(e -> e.fields().containsValue("another"))
            .map(ExampleResult::example)
            .distinct()
            .toList();

    assertThat(ids).containsExactly("0 (B)");
  }
}
