package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.result.DegradationResult;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a run with models over bytes, with noise and with languages. */
class BytesReportTest {
  /** Kept after the tests: for eyes, and for the browser test. */
  private static final Path SAMPLE = Path.of("target", "bytes-report.html");

  private static final RunResult RUN = BytesRun.run();
  private static final RunIndex INDEX = new RunIndex(RUN);
  private static final ReportView VIEW = ReportView.of(INDEX, ReportView.slugs(RUN));
  private static String shown = "";

  @BeforeAll
  static void writeTheSample() throws IOException {
    Files.createDirectories(SAMPLE.getParent());
    new HtmlReport().write(RUN, SAMPLE);
    shown = Files.readString(SAMPLE).replaceAll("(?s)<(style|script)\\b.*?</\\1>", "");
  }

  @Test
  void aChangeOfAGroupStandsBesideTheGroupAndItsMean() {
    DegradationView cute = VIEW.degradation().get(0);

    assertThat(VIEW.degradation()).hasSize(1);
    assertThat(cute.title()).isEqualTo("cute");
    assertThat(cute.rows())
        .extracting(DegradationView.Row::title)
        .containsExactly("Drop in the prompt", "UpperCase in the prompt");
    assertThat(cute.mean().orElseThrow().title()).isEqualTo("mean of 2 changes");
  }

  @Test
  void everyDegradationOfABenchmarkIsOnThePageOfTheChangedOne() {
    DegradationResult result =
        RUN.summary().degradations().stream()
            .filter(r -> r.variant().equals("cute/spell@drop-prompt"))
            .findFirst()
            .orElseThrow();
    DegradationView view =
        VIEW.tasks().stream()
            .filter(t -> t.card().name().equals("cute/spell@drop-prompt"))
            .findFirst()
            .orElseThrow()
            .degradation()
            .orElseThrow();

    assertThat(view.unchanged().get(0).value()).isEqualTo(Figures.metric(result.unchanged(), "%"));
    assertThat(view.rows().get(0).changes().get(0).changed().value())
        .isEqualTo(Figures.metric(result.changed(), "%"));
    assertThat(view.mean()).isEmpty();
    assertThat(shown).contains("Against the benchmark without this change");
  }

  @Test
  void publishedNumbersStandBesideMeasuredOnesAndAreMarked() {
    PublishedView cute = VIEW.published().get(0);

    assertThat(cute.models())
        .containsExactly("Llama 3 8B, 1T tokens", "Llama 3.1 8B, 16T tokens", "BLT 8B, 1T tokens");
    assertThat(cute.rows()).hasSize(15);
    assertThat(cute.rows().get(0).published()).containsExactly("27.5", "20.0", "54.1");
    assertThat(cute.rows())
        .filteredOn(r -> r.title().equals("CUTE spell"))
        .singleElement()
        .returns(List.of("1.1", "–", "99.9"), PublishedView.Row::published);
    assertThat(shown)
        .contains("<span class=\"tag\">published</span>")
        .contains("arXiv 2412.09871, Table 3")
        .contains("is not the mean of its tasks");
  }

  @Test
  void aPublishedMetricThatTheRunLacksIsSaidToBeAnother() {
    PublishedView german = VIEW.published().get(1);

    assertThat(german.rows().get(0).published()).containsExactly("41.3", "42.0");
    assertThat(german.measured()).isEqualTo("bleu");
    assertThat(shown)
        .contains("The measured numbers are bleu, the published ones spbleu")
        .contains("Neither the prompts nor the number of worked examples nor the split are stated");
  }

  @Test
  void publishedModelsNeverCompete() {
    assertThat(VIEW.models()).extracting(ModelView::name).noneMatch(n -> n.contains("Llama"));
    assertThat(VIEW.head().findings())
        .extracting(HeadView.Finding::model)
        .isSubsetOf("bpe-twin", "blt-entropy", "blt-space");
  }

  @Test
  void neitherGeneratedNorChangedBenchmarksAreThePublishedOnes() {
    StatedTask spell = BytesRun.cute("spell");
    StatedTask generated =
        StatedTask.of(
            "cute/sem", "cute", "", true, Map.of(), StatedTask.EXACT_MATCH, List.of("a long text"));
    RunResult run = BytesRun.run(List.of(spell.changed("drop", "Drop"), generated));

    assertThat(ReportView.of(new RunIndex(run), ReportView.slugs(run)).published()).isEmpty();
  }

  @Test
  void anAverageOverAPartOfTheTasksIsNotThePublishedAverage() {
    RunResult run = BytesRun.run(List.of(BytesRun.cute("spell"), BytesRun.cute("sem")));
    PublishedView view = ReportView.of(new RunIndex(run), ReportView.slugs(run)).published().get(0);

    assertThat(view.rows())
        .extracting(PublishedView.Row::title)
        .containsExactly("CUTE spell", "CUTE sem");
  }

  @Test
  void thePrintedMeanOfTheNoiseIsSaidToBeAMisprint() {
    PublishedNoiseView noise = VIEW.publishedNoise().orElseThrow();

    assertThat(noise.rows())
        .extracting(PublishedNoiseView.Row::title)
        .containsExactly(
            "antspeak", "drop", "randomcase", "repeat", "uppercase", "mean, as printed");
    assertThat(noise.rows().get(1).kept().get(2)).isEqualTo("72.2 %"); // 58.2 / 80.6
    assertThat(shown).contains("likely a misprint");
  }

  @Test
  void withoutNoiseThereIsNoPublishedNoiseEither() {
    RunResult run = BytesRun.run(List.of(BytesRun.cute("spell")));
    assertThat(ReportView.of(new RunIndex(run), ReportView.slugs(run)).publishedNoise()).isEmpty();
  }

  @Test
  void languagesAreTintedFromTheWorstToTheBestValue() {
    LanguageView languages = VIEW.languages().get(0);

    assertThat(languages.labels()).containsExactly("code", "resource", "script");
    assertThat(languages.rows()).hasSize(6);
    assertThat(Double.parseDouble(languages.best()))
        .as("fewer bits are better")
        .isLessThan(Double.parseDouble(languages.worst()));
    List<LanguageView.Tinted> cells =
        languages.rows().stream().flatMap(r -> r.values().stream()).toList();
    assertThat(cells).allMatch(c -> c.tint() >= 0 && c.tint() <= 6);
    assertThat(cells)
        .filteredOn(c -> c.value().equals(languages.best()))
        .extracting(LanguageView.Tinted::tint)
        .containsOnly(6);
    assertThat(cells)
        .filteredOn(c -> c.value().equals(languages.worst()))
        .extracting(LanguageView.Tinted::tint)
        .containsOnly(0);
  }

  @Test
  void everyLanguagesNumberCanBeReadWithoutColourOrScript() {
    VIEW.languages().get(0).rows().stream()
        .flatMap(row -> row.values().stream())
        .forEach(cell -> assertThat(shown).contains(" " + cell.value() + "</td>"));
  }

  @Test
  void languagesAreAveragedByScriptAndByResource() {
    List<LanguageView.Averages> averages = VIEW.languages().get(0).averages();

    assertThat(averages)
        .extracting(LanguageView.Averages::label)
        .containsExactly("resource", "script");
    assertThat(averages.get(0).rows())
        .extracting(LanguageView.Average::value)
        .containsExactly("high", "mid", "low");
    double german = INDEX.main("bpe-twin", "flores101-bpb/deu").orElseThrow().value();
    double french = INDEX.main("bpe-twin", "flores101-bpb/fra").orElseThrow().value();
    double swahili = INDEX.main("bpe-twin", "flores101-bpb/swh").orElseThrow().value();
    assertThat(averages.get(1).rows())
        .filteredOn(row -> row.value().equals("Latn"))
        .singleElement()
        .returns("3", LanguageView.Average::size)
        .returns(
            Figures.metric((german + french + swahili) / 3, "bits"), row -> row.values().get(0));
  }

  @Test
  void aGroupInOneLanguageHasNoTableOfLanguages() {
    assertThat(VIEW.languages()).extracting(LanguageView::title).containsExactly("flores101-bpb");
  }

  @Test
  void costsAreGivenPerByteWithAndWithoutFindingPatches() {
    assertThat(VIEW.cost().rows())
        .filteredOn(r -> r.title().startsWith("FLOPs per byte"))
        .extracting(CostView.Row::values)
        .containsExactly(
            List.of("1.60 M", "1.50 M", "1.30 M"), List.of("1.60 M", "1.88 M", "1.63 M"));
    assertThat(VIEW.cost().rows())
        .filteredOn(r -> r.title().equals("bytes per patch"))
        .singleElement()
        .matches(r -> r.values().get(0).equals("–") && !r.values().get(1).equals("–"));
  }

  @Test
  void withoutModelsOverBytesNothingIsSaidOfPatchingCosts() {
    RunResult words = SampleRun.small();
    assertThat(CostView.of(new RunIndex(words), ModelView.all(new RunIndex(words))).rows())
        .extracting(CostView.Row::title)
        .doesNotContain("FLOPs per byte", "FLOPs per byte, patching included");
  }

  @Test
  void everyModelHasAPointForEachBenchmarkOfAMetric() {
    PatchQualityView exactMatch = VIEW.patchQuality().get(0);

    assertThat(exactMatch.chart().points()).hasSize(3 * 3 * 14);
    assertThat(exactMatch.rows()).hasSize(3 * 14);
    assertThat(exactMatch.rows().get(0).points())
        .extracting(PatchQualityView.Point::reach)
        .satisfiesExactly(
            reach -> assertThat(reach).endsWith("bytes per token"),
            reach -> assertThat(reach).endsWith("bytes per patch"),
            reach -> assertThat(reach).endsWith("bytes per patch"));
  }

  @Test
  void aTextIsShownByPatchWithoutAScript() {
    assertThat(shown)
        .contains("<span class=\"patch odd\" title=\"patch 2, length ")
        .contains("<span class=\"sign\" title=\"part of “\">E2</span>")
        .contains("<span class=\"sign\" title=\"not UTF-8\">FF</span>")
        .contains("<path class=\"curve\" d=\"M37 ")
        .contains("threshold 1.300");
  }

  @Test
  void tracesOfPatchesReachTheBrowserDecoded() {
    JsonNode trace =
        Json.parse(EmbeddedJson.of(ExampleData.of(INDEX.examples("cute/spell"), VIEW.models())))
            .at("/models/1/traces/1");

    assertThat(trace.path("summary").asText()).contains("patches over");
    assertThat(trace.path("patches")).hasSameSizeAs(trace.path("lengths"));
    assertThat(trace.path("threshold").asInt()).isEqualTo(130);
  }

  @Test
  void headlinesSpeakOfBenchmarksNotOfTheirVariants() {
    assertThat(VIEW.head().findings())
        .extracting(HeadView.Finding::subject)
        .contains("cute", "FLORES-101 German to English")
        .noneMatch(subject -> subject.contains("@"));
    RunResult alone = BytesRun.run(List.of(BytesRun.cute("spell").changed("drop", "Drop")));
    assertThat(new RunIndex(alone).headlines()).containsExactly("cute/spell@drop-prompt");
  }

  @Test
  void aHundredLanguagesMakeNoHeadlines() {
    assertThat(
            new RunIndex.Group(
                    "languages",
                    java.util.Collections.nCopies(7, RUN.manifest().benchmarks().get(0)),
                    false)
                .headlines())
        .isEmpty();
  }

  @Test
  void theMarkdownReportHasTheDegradationToo(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.md");
    new MarkdownReport().write(RUN, file);

    assertThat(Files.readAllLines(file))
        .contains("## Under change: cute")
        .anyMatch(l -> l.startsWith("| Drop in the prompt | ") && l.contains("% kept"));
  }
}
