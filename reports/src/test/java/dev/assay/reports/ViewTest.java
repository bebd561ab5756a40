package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.model.Trace;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import dev.assay.result.RunResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewTest {
  private static final RunResult RUN = SampleRun.small();
  private static final RunIndex INDEX = new RunIndex(RUN);
  private static final ReportView VIEW = ReportView.of(INDEX, ReportView.slugs(RUN));

  @Test
  void aGroupsAverageStandsBeforeItsBenchmarks() {
    SummaryView.Group letters = VIEW.summary().groups().get(0);
    assertThat(letters.rows()).hasSize(7);
    assertThat(letters.rows().get(0).average()).isTrue();
    assertThat(letters.rows().get(0).examples()).isEqualTo("mean of 6 tasks");
  }

  @Test
  void aGroupOfOneHasNoAverage() {
    assertThat(VIEW.summary().groups().get(2).rows()).singleElement().matches(r -> !r.average());
  }

  @Test
  void modelsThatSeeTheAnswersAreNeverBest() {
    assertThat(VIEW.summary().groups())
        .flatExtracting(SummaryView.Group::rows)
        .extracting(r -> r.cells().get(3).standing())
        .containsOnly(Standing.NONE);
  }

  @Test
  void bestAndTiedAreThoseOfTheSummary() {
    for (MetricResult result : RUN.summary().metrics()) {
      if (result.best()) {
        var standings =
            Standing.of(
                RUN.summary().metrics().stream()
                    .filter(
                        m ->
                            m.benchmark().equals(result.benchmark())
                                && m.metric().equals(result.metric()))
                    .toList(),
                RUN.manifest().models());
        assertThat(standings).containsEntry(result.model(), Standing.BEST);
        assertThat(standings.keySet()).containsAll(result.tiedWith());
      }
    }
  }

  @Test
  void withASingleCompetitorNothingIsBest() {
    List<MetricResult> results = INDEX.main("letters/spell");
    assertThat(Standing.of(results, RUN.manifest().models().subList(2, 4))).isEmpty();
  }

  @Test
  void failedExamplesAreCountedInTheirCell() {
    SummaryView.Row reversing = VIEW.summary().groups().get(0).rows().get(2);
    assertThat(reversing.title()).isEqualTo("Reversing (generated)");
    assertThat(reversing.cells()).extracting(Cell::failed).containsExactly(0L, 0L, 3L, 0L);
  }

  @Test
  void quantitiesThatNoModelHasGetNoRow() {
    assertThat(VIEW.cost().rows())
        .extracting(CostView.Row::title)
        .contains("patches", "thoughts", "FLOPs per example", "time outside the engine")
        .doesNotContain("denoising steps", "answers from the cache");
  }

  @Test
  void timeOutsideTheEngineIsGivenOnlyForModelsWithOne() {
    CostView.Row row = VIEW.cost().rows().get(VIEW.cost().rows().size() - 1);
    assertThat(row.values()).containsExactly("3.8 %", "3.8 %", "3.8 %", "–");
    assertThat(VIEW.cost().shareOutsideEngine()).isEqualTo("3.8 %");
  }

  @Test
  void winsAndLossesCountExamples() {
    DuelView duels = VIEW.tasks().get(0).duels().orElseThrow();
    long firstBetter = 0;
    for (RunIndex.AskedExample example : INDEX.examples("letters/spell")) {
      double first = exact(example.of("bpe-small").orElseThrow());
      double second = exact(example.of("bytes-small").orElseThrow());
      firstBetter += first > second ? 1 : 0;
    }
    assertThat(duels.rows().get(0).wins().get(1)).isEqualTo(Figures.count(firstBetter));
    assertThat(duels.rows().get(0).wins().get(0)).isEqualTo("–");
  }

  private static double exact(ExampleResult result) {
    return result.score().orElseThrow().values().get("exact_match");
  }

  @Test
  void whereFewerIsBetterTheSmallerValueWins() {
    MetricResult fewer = INDEX.main("copy/hostile").get(0);
    DuelView duels =
        DuelView.of(INDEX.examples("copy/hostile"), fewer, VIEW.models()).orElseThrow();
    assertThat(duels.rows().get(0).wins().get(3)).isNotEqualTo("0");
    assertThat(duels.rows().get(3).wins().get(0)).isEqualTo("0");
  }

  @Test
  void corpusMetricsHaveNoWinsAndLosses() {
    assertThat(VIEW.tasks().get(7).duels()).isEmpty();
  }

  @Test
  void workedExamplesShowAgreementAndDisagreement() {
    assertThat(VIEW.tasks().get(1).worked())
        .extracting(WorkedExample::why)
        .contains("The models disagree", "All are right", "An example failed");
  }

  @Test
  void promptsShareTheirTemplate() {
    JsonNode data = data("letters/spell");
    assertThat(data.path("head").asText()).startsWith("Spell out the word.").contains("Question: ");
    assertThat(data.path("tail").asText()).isEqualTo(".");
    List<RunIndex.AskedExample> examples = INDEX.examples("letters/spell");
    for (int i = 0; i < examples.size(); i++) {
      assertThat(
              data.path("head").asText()
                  + data.path("prompts").get(i).asText()
                  + data.path("tail").asText())
          .isEqualTo(examples.get(i).any().prompt());
    }
  }

  @Test
  void anAnswerIsStoredOnlyWhereItIsNotTheOutput() {
    JsonNode models = data("letters/spell").path("models");
    assertThat(models.get(0).path("answers").get(0).isTextual()).isTrue();
    assertThat(models.get(2).path("answers").get(0).isNull()).isTrue();
  }

  @Test
  void failuresAndTracesAreStoredByPlace() {
    assertThat(data("letters/reverse").path("models").get(2).path("failures").fieldNames())
        .toIterable()
        .containsExactly("7", "27", "47");
    assertThat(data("letters/spell").path("models").get(1).path("traces").path("0").path("kind"))
        .hasToString("\"patches\"");
  }

  @Test
  void aTraceTooLongToKeepIsCutAndSaysItsLength() {
    ExampleResult some = INDEX.examples("letters/spell").get(0).any();
    ExampleResult traced =
        new ExampleResult(
            some.model(),
            some.benchmark(),
            some.example(),
            some.contentHash(),
            some.fields(),
            some.target(),
            some.prompt(),
            some.outputs(),
            some.score(),
            some.failure(),
            some.usage(),
            Optional.of(new Trace("patches", Map.of("text", "x".repeat(60_000)))),
            false);
    RunIndex.AskedExample example =
        new RunIndex.AskedExample(traced.example(), Map.of(traced.model(), traced));
    JsonNode trace =
        Json.parse(EmbeddedJson.of(ExampleData.of(List.of(example), VIEW.models())))
            .at("/models/0/traces/0");
    assertThat(trace.path("text").asText()).hasSize(50_000);
    assertThat(trace.path("length").asInt()).isEqualTo(60_000 + "{'text':''}".length());
  }

  private JsonNode data(String benchmark) {
    return Json.parse(EmbeddedJson.of(ExampleData.of(INDEX.examples(benchmark), VIEW.models())));
  }
}
