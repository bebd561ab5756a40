package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.compare.ComparedRuns;
import dev.assay.compare.ComparisonReportWriter;
import dev.assay.compare.MetricComparison;
import dev.assay.compare.Verdict;
import dev.assay.reports.SampleRun.Day;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two days of a suite, and a third: one model became better, one worse. */
class ComparisonHtmlReportTest {
  private static final Path FOLDER = Path.of("target", "compared");
  private static final Path MONDAY = FOLDER.resolve("monday");
  private static final String HOSTILE_NAME = "tues<b>day #1 100% \u202e&";

  /** Kept after the tests: for eyes, and for the browser test. */
  private static final Path SAMPLE = FOLDER.resolve("sample-comparison.html");

  private static ComparedRuns runs;
  private static String html = "";

  @BeforeAll
  static void writeTheSample() throws IOException {
    Files.createDirectories(MONDAY);
    Path tuesday = Files.createDirectories(FOLDER.resolve(HOSTILE_NAME));
    Files.writeString(MONDAY.resolve("report.html"), "<title>Monday's report</title>");
    Files.writeString(tuesday.resolve("report.html"), "<title>Tuesday's report</title>");
    runs =
        ComparedSample.of(
            ComparedSample.run(MONDAY, SampleRun.small()),
            ComparedSample.run(tuesday, SampleRun.smallLater()));
    new ComparisonHtmlReport().write(runs, SAMPLE);
    html = Files.readString(SAMPLE);
  }

  private static String shown() {
    return html.replaceAll("(?s)<(style|script)\\b.*?</\\1>", "");
  }

  private static JsonNode embedded(String id) {
    Matcher element =
        Pattern.compile("<script type=\"application/json\" id=\"" + id + "\">(.*?)</script>")
            .matcher(html);
    assertThat(element.find()).isTrue();
    return Json.parse(element.group(1));
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(ComparisonReportWriter.class))
        .hasOnlyElementsOfType(ComparisonHtmlReport.class);
  }

  @Test
  void everyNumberOfTheComparisonStandsThereWithoutAScript() {
    for (MetricComparison m : runs.others().get(0).comparison().metrics()) {
      assertThat(shown())
          .contains(">" + Figures.metric(m.a(), m.unit()))
          .contains(">" + Figures.metric(m.b(), m.unit()))
          .contains(m.verdict().words());
      if (m.test().isPresent()) {
        assertThat(shown())
            .contains(">" + Figures.difference(m.difference(), m.unit()) + "<")
            .contains(">" + Figures.probability(m.test().get().adjusted()).replace("<", "&lt;"));
      }
    }
  }

  @Test
  void theSentenceCountsTheVerdicts() {
    var verdicts = runs.others().get(0).comparison().metrics().stream().map(m -> m.verdict());
    Map<Verdict, Long> counts =
        verdicts.collect(
            java.util.stream.Collectors.groupingBy(v -> v, java.util.stream.Collectors.counting()));

    assertThat(counts).containsKeys(Verdict.BETTER, Verdict.WORSE, Verdict.NOT_COMPARED);
    assertThat(shown())
        .contains(
            "Of 36 numbers, B is better in %d and worse in %d by more than chance"
                .formatted(counts.get(Verdict.BETTER), counts.get(Verdict.WORSE)))
        .contains(" and %d cannot be compared.".formatted(counts.get(Verdict.NOT_COMPARED)));
  }

  @Test
  void obstaclesNotesAndReasonsAreSaid() {
    assertThat(shown())
        .contains("bpe-small on letters/first is compared on 39 examples only: 20 examples only in")
        .contains("1 example with the same id but other content")
        .contains("thoughts-small: the same weights and options.")
        .contains("bpe-small: other weights or options.")
        .contains("a number of all examples together, whose benchmark cannot be opened");
  }

  @Test
  void linksToTheRunsOwnReportsAreRelativeAndEscaped() {
    assertThat(shown())
        .contains("<a href=\"monday/report.html\">report</a>")
        .contains(
            "<a href=\"tues%3Cb%3Eday%20%231%20100%25%20%E2%80%AE%26/report.html\">report</a>");
  }

  @Test
  void aRunWithoutAReportHasNoLink(@org.junit.jupiter.api.io.TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("comparison.html");
    ComparedRuns.Run run = ComparedSample.run(folder.resolve("gone"), SampleRun.small());
    new ComparisonHtmlReport().write(ComparedSample.of(run, run), file);
    assertThat(file).content().contains("gone against gone").doesNotContain("report.html\"");
  }

  @Test
  void nothingButTextComesFromARun() {
    assertThat(html.split("<script", -1)).hasSize(1 + 1 + 1 + 8);
    assertThat(shown()).doesNotContain("<img", "onerror=alert(1)>", "<b>day");
    assertThat(shown()).contains("tues&lt;b&gt;day #1 100% [U+202E]&amp;");
    assertThat(html.codePoints().filter(VisibleText::acts)).isEmpty();
    assertThat(shown()).doesNotContainPattern("\\ssrc=|href=\"(?!#|data:,\"|[a-z%0-9A-Z]+/report)");
    assertThat(html).doesNotContain("@import", "url(");
  }

  @Test
  void everyDifferenceIsDrawnAndSaidInWords() {
    assertThat(shown())
        .containsPattern(
            "aria-label=\"Spelling \\(generated\\), bytes-small: −[\\d.]+ points, 95 % interval −[\\d.]+ to −[\\d.]+, worse\"")
        .contains("<title>Spelling (generated), bytes-small: −");
  }

  @Test
  void aRowLeadsToItsExamplesAndNoOthers() {
    MetricComparison row =
        runs.others().get(0).comparison().metrics().stream()
            .filter(m -> m.verdict() == Verdict.WORSE)
            .findFirst()
            .orElseThrow();
    long flips =
        runs.others().get(0).comparison().flips().stream()
            .filter(f -> f.benchmark().equals(row.benchmark()) && f.modelA().equals(row.modelA()))
            .count();

    assertThat(row.modelA()).isEqualTo("bytes-small");
    assertThat(flips).isEqualTo(row.wins() + row.losses()).isPositive();
    assertThat(shown())
        .contains(
            "href=\"#examples?task=letters-spell&amp;runs=A-B&amp;without=0%2C4%2C6%2C1%2C5%2C7&amp;show=flipped\" title=\"right in exactly one of the runs\">"
                + flips
                + "</a>");
  }

  @Test
  void theBrowserKnowsWhichModelsBelongTogether() {
    JsonNode run = embedded("run");
    assertThat(run.at("/models/0/name").asText()).isEqualTo("bpe-small (A)");
    assertThat(run.at("/models/1/name").asText()).isEqualTo("bpe-small (B)");
    assertThat(run.at("/runs/labels")).hasToString("[\"A\",\"B\"]");
    assertThat(run.at("/runs/runOf")).hasToString("[0,1,0,1,0,1,0,1]");
    assertThat(run.at("/runs/pairs/0/models")).hasToString("[[0,1],[2,3],[4,5],[6,7]]");
  }

  @Test
  void onlyExamplesOfTheSameContentArePaired() {
    JsonNode data = embedded("examples-letters-first");
    assertThat(data.path("ids")).hasSize(61);
    assertThat(data.path("ids").get(60).asText()).isEqualTo("0 (B)");
    assertThat(data.at("/models/0/outputs/60").isNull()).isTrue();
    assertThat(data.at("/models/1/outputs/60").isNull()).isFalse();
    assertThat(data.at("/models/1/outputs/0").isNull()).isTrue();
    assertThat(data.at("/fields/word/60").asText()).isEqualTo("another");
  }

  @Test
  void severalRunsHaveAPageForEachAgainstTheFirst() throws IOException {
    Path file = FOLDER.resolve("three-runs.html");
    ComparedRuns.Run second = runs.others().get(0).run();
    ComparedRuns.Run third = ComparedSample.run(FOLDER.resolve("wednesday"), SampleRun.small());
    new ComparisonHtmlReport().write(ComparedSample.of(runs.first(), second, third), file);

    assertThat(file)
        .content()
        .contains("<section id=\"overview\"", "<section id=\"against-C\"")
        .contains("Of 36 numbers, C is better in 0 and worse in 0 by more than chance")
        .contains("<select id=\"run-left\">")
        .contains("wednesday");
  }

  @Test
  void runsOfEveryKindHaveAPage() throws IOException {
    for (RunResult run : List.of(BytesRun.run(), ThoughtsRun.run(), PicturesRun.run())) {
      Path file = FOLDER.resolve(run.manifest().suite().replaceAll("\\W+", "-") + ".html");
      new ComparisonHtmlReport()
          .write(
              ComparedSample.of(
                  ComparedSample.run(Path.of("once"), run),
                  ComparedSample.run(Path.of("again"), run)),
              file);
      String first = run.manifest().models().get(0).card().name();
      assertThat(file).content().contains(first + " (A)", first + " (B)").doesNotContain("★");
    }
    assertThat(FOLDER.resolve("pictures.html"))
        .content()
        .contains("Weights and options are the same for 15 of 15 models. 15 notes");
  }

  /** Kept for the browser test, which asks whether it is still quick to use. */
  @Test
  void holdsFiftySixThousandAnswersInLittleSpace() throws IOException {
    Path file = FOLDER.resolve("large-comparison.html");
    Day later = new Day("later", "2026-03-15T09:26:53Z", Map.of("bytes-small", -0.2));
    new ComparisonHtmlReport()
        .write(
            ComparedSample.of(
                ComparedSample.run(Path.of("a"), SampleRun.large(500)),
                ComparedSample.run(Path.of("b"), SampleRun.large(500, later))),
            file);
    assertThat(Files.size(file)).isLessThan(7_000_000);
  }
}
