package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.Sha256;
import dev.assay.result.ReportWriter;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  /** Kept after the tests: for eyes, and for the browser test. */
  private static final Path SAMPLE = Path.of("target", "sample-report.html");

  private static String html = "";

  @BeforeAll
  static void writeTheSample() throws IOException {
    Files.createDirectories(SAMPLE.getParent());
    new HtmlReport().write(SampleRun.small(), SAMPLE);
    html = Files.readString(SAMPLE);
  }

  /** The page as a browser shows it: style, script and example data left out. */
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
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(ReportWriter.class))
        .extracting(ReportWriter::name, ReportWriter::fileName)
        .contains(
            org.assertj.core.groups.Tuple.tuple("html", "report.html"),
            org.assertj.core.groups.Tuple.tuple("markdown", "report.md"));
  }

  @Test
  void fetchesNothing() {
    assertThat(shown()).doesNotContainPattern("\\ssrc=|href=\"(?!#|data:,\")");
    assertThat(html)
        .contains("default-src 'none'; img-src data:;")
        .doesNotContain("@import", "url(");
  }

  @Test
  void allowsOnlyItsOwnStyleAndScript() {
    for (String element : new String[] {"style", "script"}) {
      String content = html.split("<" + element + ">", 2)[1].split("</" + element + ">", 2)[0];
      byte[] digest = HexFormat.of().parseHex(Sha256.of(content.getBytes(StandardCharsets.UTF_8)));
      assertThat(html)
          .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
  }

  @Test
  void saysWhatRan() {
    assertThat(shown())
        .contains("<h1>sample &lt;suite&gt;</h1>")
        .contains(
            "4 models answered 8 benchmarks with 412 examples: 1,648 answers in all, 3 failed.")
        .contains("Run on cpu in")
        .contains("14 March 2026, 09:26 UTC");
  }

  @Test
  void warnsOfGeneratedDataFailuresAndModelsThatSeeTheAnswers() {
    assertThat(shown())
        .contains("All benchmarks ran on data that Assay generated")
        .contains("<strong>majority-label</strong> looks at the benchmark’s answers")
        .contains("thoughts-small on Reversing (generated): 3");
  }

  @Test
  void showsEveryNumberOfTheSummaryWithoutAScript() {
    RunResult run = SampleRun.small();
    run.summary()
        .metrics()
        .forEach(
            m ->
                assertThat(shown())
                    .contains("<span class=\"value\">" + Figures.metric(m.value(), m.unit()))
                    .contains(
                        "<span class=\"unseen\">interval </span>"
                            + Figures.interval(m.low(), m.high(), m.unit())));
  }

  @Test
  void hasAPageForEachBenchmark() {
    for (String slug : new String[] {"letters-spell", "copy-hostile", "overlap"}) {
      assertThat(shown())
          .contains("<section id=\"task-" + slug + "\"")
          .contains("href=\"#task-" + slug + "\"")
          .contains("href=\"#examples?task=" + slug + "\"");
    }
  }

  @Test
  void statesWhereEverythingComesFrom() {
    RunResult run = SampleRun.small();
    assertThat(shown())
        .contains(run.manifest().planHash())
        .contains("assay run &#39;sample suite.yaml&#39; --device cpu")
        .contains(run.manifest().models().get(0).fingerprint())
        .contains(run.manifest().models().get(0).card().files().get("model.onnx"))
        .contains(run.manifest().benchmarks().get(0).card().sha256());
  }

  @Test
  void containsNoElementThatAModelWrote() {
    assertThat(html.split("<script", -1)).hasSize(1 + 1 + 1 + 8);
    assertThat(html.split("</script", -1)).hasSize(1 + 1 + 1 + 8);
    assertThat(shown()).doesNotContain("<img", "onerror=alert(1)>", "<b>");
  }

  @Test
  void containsNoCharacterThatActsInsteadOfShowing() {
    assertThat(html.codePoints().filter(VisibleText::acts)).isEmpty();
    assertThat(shown()).contains("no answer within 600 s &lt;b&gt;␛[0m");
  }

  @Test
  void leavesTemplateSyntaxInAnswersAlone() {
    assertThat(embedded("examples-copy-hostile").path("targets").get(7).asText())
        .isEqualTo("${7*7} #{7*7} <#if true>yes</#if> [=7*7]");
  }

  @Test
  void keepsAnswersForTheBrowserExactly() {
    JsonNode targets = embedded("examples-copy-hostile").path("targets");
    for (int i = 0; i < SampleTasks.HOSTILE.size() - 1; i++) {
      assertThat(targets.get(i).asText()).isEqualTo(SampleTasks.HOSTILE.get(i));
    }
  }

  @Test
  void cutsVeryLongOutputsAndKeepsTheirLength() {
    JsonNode output =
        embedded("examples-copy-hostile").path("models").get(0).path("outputs").get(11);
    assertThat(output.path("text").asText()).hasSize(10_000);
    assertThat(output.path("length").asInt()).isEqualTo(10 << 20);
    assertThat(html.length()).isLessThan(1 << 20);
  }

  @Test
  void marksBestAndTiedInWordsToo() {
    assertThat(shown())
        .contains("★<span class=\"unseen\"> best</span>")
        .contains("≈<span class=\"unseen\"> not told apart from the best</span>");
  }

  @Test
  void opensWithoutAnyExample(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.html");
    new HtmlReport().write(SampleRun.withoutExamples(SampleRun.small()), file);
    assertThat(file).content().contains("<h1>sample &lt;suite&gt;</h1>").contains("id=\"run\"");
  }

  /** Kept for the browser test, which asks whether it is still quick to use. */
  @Test
  void holdsTwentyEightThousandAnswersInLittleSpace() throws IOException {
    Path file = Path.of("target", "large-report.html");
    new HtmlReport().write(SampleRun.large(500), file);
    assertThat(Files.size(file)).isLessThan(4_000_000);
  }
}
