package dev.assay.reports;

import static dev.assay.reports.Shown.PROSQA;
import static dev.assay.reports.Shown.page;
import static dev.assay.reports.Shown.prosqa;
import static dev.assay.reports.Shown.task;
import static dev.assay.reports.Shown.thinker;
import static dev.assay.reports.Shown.view;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.model.Trace;
import dev.assay.result.ExampleResult;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a run with models that reason before they answer. */
class ThoughtsReportTest {
  /** Kept after the tests: for eyes, and for the browser test. */
  private static final Path SAMPLE = Path.of("target", "thoughts-report.html");

  private static final RunResult RUN = ThoughtsRun.run();
  private static final RunIndex INDEX = new RunIndex(RUN);
  private static final ReportView VIEW = view(RUN);
  private static String shown = "";

  @BeforeAll
  static void writeTheSample() throws IOException {
    Files.createDirectories(SAMPLE.getParent());
    new HtmlReport().write(RUN, SAMPLE);
    shown = page(SAMPLE);
  }

  @Test
  void eachThoughtHasAPanelWithTheMassesOfItsTrace() {
    ThoughtsView.Drawn drawn = task(VIEW, PROSQA).thoughts().orElseThrow().drawn().get(0);
    ThoughtDrawing drawing = drawn.examples().get(0).drawing();
    Trace trace = INDEX.examples(PROSQA).get(0).of("coconut-prosqa").orElseThrow().trace().get();
    JsonNode first = Json.mapper().valueToTree(trace.data()).at("/steps/2");

    assertThat(drawing.panels())
        .extracting(ThoughtDrawing.Panel::title)
        .startsWith("Before the first thought", "Thought 1")
        .hasSize(7);
    ThoughtDrawing.Disc largest = drawing.panels().get(2).discs().get(0);
    assertThat(largest.node().name()).isEqualTo(first.at("/tokens/0").asText().strip());
    assertThat(largest.share())
        .isEqualTo(Figures.decimals(100 * first.at("/probabilities/0").asDouble(), 0));
  }

  @Test
  void thoughtsAreDrawnWithoutAScriptAndToldInWords() {
    assertThat(shown)
        .contains("<use href=\"#thoughts-prosqa-test-0-0\"/>")
        .contains("<circle class=\"disc leading\"")
        .contains("<desc id=\"thoughts-prosqa-test-0-0-1-desc\">Children ")
        .contains("on the other candidate, ")
        .contains("<summary>The numbers as a table</summary>");
  }

  @Test
  void everyIdIsUniqueAndEveryUseHasItsTarget() {
    List<String> ids = found(" id=\"([^\"]+)\"");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).containsAll(found("<use href=\"#([^\"]+)\""));
    assertThat(ids)
        .containsAll(
            found("aria-labelledby=\"([^\"]+)\"").stream()
                .flatMap(s -> List.of(s.split(" ")).stream())
                .toList());
  }

  private static List<String> found(String pattern) {
    return java.util.regex.Pattern.compile(pattern)
        .matcher(shown)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  @Test
  void meansGoOverAllTracedQuestions() {
    ThoughtsView.Means means = task(VIEW, PROSQA).thoughts().orElseThrow().means().get(0);

    assertThat(means.examples()).isEqualTo("5 questions");
    assertThat(means.rows()).hasSize(7);
    double children =
        INDEX.examples(PROSQA).stream()
            .limit(5)
            .map(e -> e.of("coconut-prosqa").orElseThrow())
            .mapToDouble(
                r ->
                    Frontier.of(
                            QuestionGraph.of(r.fields().get("question"), r.target()).orElseThrow(),
                            ThoughtTrace.of(r.trace().orElseThrow()).orElseThrow().steps().get(0))
                        .children())
            .average()
            .orElseThrow();
    assertThat(means.rows().get(0).masses().get(0).share())
        .isEqualTo(Figures.decimals(100 * children, 1));
  }

  @Test
  void questionsWithoutAGraphHaveTheirThoughtsListed() {
    ThoughtsView thoughts = task(VIEW, "arithmetic").thoughts().orElseThrow();

    assertThat(thoughts.drawn()).isEmpty();
    assertThat(thoughts.listed().get(0).examples().get(0).rows()).hasSize(7);
    assertThat(shown).contains("<span class=\"text\" dir=\"auto\">␣&lt;b&gt;7&lt;/b&gt;</span>");
    assertThat(shown).doesNotContain("<b>");
  }

  @Test
  void thoughtsReachTheBrowserAsTokens() {
    JsonNode trace =
        Json.parse(EmbeddedJson.of(ExampleData.of(INDEX.examples(PROSQA), VIEW.models())))
            .at("/models/0/traces/0");

    assertThat(trace.path("summary").asText()).isEqualTo("6 thoughts, ended by the count.");
    assertThat(trace.path("thoughts")).hasSize(7);
    assertThat(trace.at("/thoughts/0/tokens/0/text").asText()).startsWith("␣");
  }

  @Test
  void hostileNamesInAQuestionStayTexts(@TempDir Path folder) throws IOException {
    String hostile = "<img/src=x/onerror=alert(1)>";
    RunResult run =
        changed(
            r ->
                with(
                    r,
                    Map.of(
                        "question",
                        "Sally is a %s. Bob is a ${7*7}. Every \"><script> is a %s. "
                                .formatted(hostile, hostile)
                            + "Is Sally a %s or ${7*7}?".formatted(hostile)),
                    "Sally is a " + hostile + ".",
                    r.trace()));
    Path file = folder.resolve("report.html");
    new HtmlReport().write(run, file);

    assertThat(page(file))
        .contains("&lt;img/src=x/onerror=alert(1)&gt;")
        .contains("${7*7}")
        .doesNotContain("<img");
    assertThat(task(view(run), PROSQA).thoughts().orElseThrow().drawn()).isNotEmpty();
  }

  @Test
  void oddTracesNeverBreakAReport(@TempDir Path folder) throws IOException {
    for (Map<String, Object> odd :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("count", "six", "steps", 7),
            Map.of("count", 0, "steps", List.of(Map.of("tokens", 3, "probabilities", "x"))),
            Map.of("count", 0, "steps", List.of(List.of())))) {
      RunResult run =
          changed(
              r -> with(r, r.fields(), r.target(), r.trace().map(t -> new Trace("thoughts", odd))));
      Path file = folder.resolve("report.html");
      new HtmlReport().write(run, file);

      assertThat(task(view(run), PROSQA).thoughts()).isEmpty();
      assertThat(file).content().contains("\"kind\":\"thoughts\"");
    }
  }

  @Test
  void runsWithoutTracesAndWithoutExamplesHaveNoThoughts(@TempDir Path folder) throws IOException {
    RunResult untraced = changed(r -> with(r, r.fields(), r.target(), Optional.empty()));
    assertThat(view(untraced).tasks()).allMatch(t -> t.thoughts().isEmpty());

    RunResult empty = SampleRun.withoutExamples(RUN);
    new HtmlReport().write(empty, folder.resolve("report.html"));
    new MarkdownReport().write(empty, folder.resolve("report.md"));
    assertThat(view(empty).worth())
        .allMatch(w -> w.findings().stream().allMatch(f -> f.outcome() == WorthView.Outcome.OPEN));
  }

  /** The small run with each result of ProsQA changed. */
  private static RunResult changed(UnaryOperator<ExampleResult> change) {
    RunResult run =
        ThoughtsRun.run(
            List.of(prosqa()), List.of(thinker("coconut-prosqa"), thinker("icot-prosqa")));
    return new RunResult(
        run.manifest(), run.summary(), run.examples().stream().map(change).toList());
  }

  private static ExampleResult with(
      ExampleResult r, Map<String, String> fields, String target, Optional<Trace> trace) {
    return new ExampleResult(
        r.model(),
        r.benchmark(),
        r.example(),
        r.contentHash(),
        fields,
        target,
        r.prompt(),
        r.outputs(),
        r.score(),
        r.failure(),
        r.usage(),
        trace,
        r.cached());
  }
}
