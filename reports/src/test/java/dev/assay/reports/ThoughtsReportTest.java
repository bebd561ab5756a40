package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.benchmark.Metric;
import dev.assay.model.Trace;
import dev.assay.reports.ThoughtsRun.Thinker;
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

  private static final String PROSQA = "prosqa/test";
  private static final RunResult RUN = ThoughtsRun.run();
  private static final RunIndex INDEX = new RunIndex(RUN);
  private static final ReportView VIEW = view(RUN);
  private static String shown = "";

  @BeforeAll
  static void writeTheSample() throws IOException {
    Files.createDirectories(SAMPLE.getParent());
    new HtmlReport().write(RUN, SAMPLE);
    shown = shown(SAMPLE);
  }

  /** The page as a browser shows it: style, script and example data left out. */
  private static String shown(Path file) throws IOException {
    return Files.readString(file).replaceAll("(?s)<(style|script)\\b.*?</\\1>", "");
  }

  private static ReportView view(RunResult run) {
    return ReportView.of(new RunIndex(run), ReportView.slugs(run));
  }

  private static TaskView task(ReportView view, String name) {
    return view.tasks().stream()
        .filter(t -> t.card().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static StatedTask prosqa() {
    return ThoughtsRun.task(PROSQA, "prosqa", "ProsQA", false, false);
  }

  private static Thinker thinker(String name) {
    return ThoughtsRun.THINKERS.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow();
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
  void qualityIsDrawnOverWhatModelsGenerateAndOverTheirThoughts() {
    QualityCostView prosqa = VIEW.qualityCost().get(0);

    assertThat(prosqa.charts())
        .extracting(ScatterChart::title)
        .containsExactly(
            "Quality against what is generated",
            "Quality against sequential passes",
            "Quality against computation",
            "Quality against time",
            "Quality against the number of thoughts");
    assertThat(prosqa.rows().get(0))
        .returns("8.0", QualityCostView.Row::tokens)
        .returns("6.0", QualityCostView.Row::thoughts)
        .returns("14.0", QualityCostView.Row::passes);
    assertThat(prosqa.charts().get(0).description()).contains("coconut-prosqa at 14;");
  }

  @Test
  void shortcutsAreLinesAcrossTheChartsAndNoPoints() {
    for (ScatterChart chart : VIEW.qualityCost().get(0).charts()) {
      assertThat(chart.floors())
          .extracting(f -> f.model().name())
          .containsExactly("deeper-candidate");
      assertThat(chart.points())
          .extracting(p -> p.model().name())
          .doesNotContain("deeper-candidate");
      assertThat(chart.strip()).isFalse();
    }
    assertThat(shown).contains("<g class=\"floor\">");
  }

  @Test
  void modelsThatDifferOnlyInTheirThoughtsAreJoined() {
    ScatterChart chart = VIEW.qualityCost().get(0).charts().get(4);

    assertThat(chart.lines()).hasSize(1);
    assertThat(chart.lines().get(0).points().split(" ")).hasSize(4);
    assertThat(chart.points()).hasSize(10);
    String without = String.valueOf(chart.plot().left());
    assertThat(chart.points())
        .filteredOn(p -> p.model().name().equals("cot-prosqa"))
        .singleElement()
        .returns(without, ScatterChart.Point::x);
  }

  @Test
  void runsWithoutSuchModelsHaveNoneOfThis() {
    ReportView words = view(SampleRun.small());

    assertThat(words.qualityCost()).noneMatch(QualityCostView::reasoning);
    assertThat(words.worth()).isEmpty();
    assertThat(words.swaps()).isEmpty();
    assertThat(words.publishedMethods()).isEmpty();
    assertThat(words.tasks()).allMatch(t -> t.thoughts().isEmpty() && t.shares().isEmpty());
  }

  @Test
  void chainsAreStackedToAWhole() {
    ShareBarsView chains = task(VIEW, PROSQA).shares().get(0);

    assertThat(chains.categories())
        .containsExactly("shortest", "longer", "hallucinated", "wrong target", "none");
    ShareBarsView.Bar bar = chains.bars().get(0);
    assertThat(bar.model().name()).isEqualTo("cot-prosqa");
    assertThat(bar.parts().stream().mapToInt(p -> Integer.parseInt(p.count())).sum())
        .isEqualTo(200);
    assertThat(bar.parts().stream().mapToDouble(p -> Double.parseDouble(p.length())).sum())
        .isCloseTo(100, org.assertj.core.data.Offset.offset(0.1));
    assertThat(chains.without()).contains("coconut-prosqa", "deeper-candidate");
  }

  @Test
  void theTableOfMetricsLeavesTheChainsToTheBars() {
    assertThat(task(VIEW, PROSQA).metrics()).containsExactly("exact match");
  }

  @Test
  void sharesThatDoNotAddUpAreNotStacked() {
    StatedTask whole = prosqa();
    List<Metric> some =
        whole.metrics().stream().filter(m -> !m.name().equals("chain_shortest")).toList();
    TaskView view =
        task(
            view(
                ThoughtsRun.run(
                    List.of(new StatedTask(whole.card(), whole.examples(), some)),
                    List.of(thinker("cot-prosqa")))),
            PROSQA);

    assertThat(view.shares()).isEmpty();
    assertThat(view.metrics()).contains("chain longer");
  }

  @Test
  void aShortcutIsHighAsAskedAndLowAboutTheOther() {
    SwapView.Row shortcut =
        VIEW.swaps().get(0).rows().stream().filter(SwapView.Row::floor).findFirst().orElseThrow();

    assertThat(Double.parseDouble(shortcut.asked().value())).isGreaterThan(80);
    assertThat(Double.parseDouble(shortcut.swapped().value()))
        .isEqualTo(100 - Double.parseDouble(shortcut.asked().value()));
    assertThat(shortcut.pair().value()).isEqualTo("0.0");
    assertThat(shortcut.falls()).isTrue();
    assertThat(VIEW.swaps().get(0).rows().get(0).falls()).as("who reasons").isFalse();
  }

  @Test
  void theDifferenceOfSwappedQuestionsIsPaired() {
    SwapView.Row row = VIEW.swaps().get(0).rows().get(6);
    List<ExampleResult> results = INDEX.results(row.model().name(), "prosqa/test-entity-swap");
    PairedPoints points = PairedPoints.of(results, "swapped_match", results, "exact_match");

    assertThat(row.difference()).isEqualTo(points.points()).startsWith("−");
    assertThat(row.interval()).isEqualTo(points.interval());
  }

  @Test
  void aControlThatIsAsGoodSaysThatTheCurriculumDidTheWork() {
    WorthView prosqa = VIEW.worth().get(0);
    PairedPoints points =
        PairedPoints.of(
            INDEX.results("coconut-prosqa", PROSQA),
            "exact_match",
            INDEX.results("pause-as-thought-prosqa", PROSQA),
            "exact_match");

    assertThat(points.equal()).isTrue();
    assertThat(prosqa.findings().get(0))
        .returns(WorthView.Outcome.EQUAL, WorthView.Finding::outcome)
        .returns(
            "Pause as thought equals Coconut within the interval (Coconut’s difference %s points"
                    .formatted(points.points())
                + " %s): the curriculum did the work.".formatted(points.interval()),
            WorthView.Finding::words);
    assertThat(shown).contains("the curriculum did the work.");
  }

  @Test
  void aControlThatIsWorseSaysByHowMuch() {
    assertThat(VIEW.worth().get(0).findings().get(1))
        .returns(WorthView.Outcome.ABOVE, WorthView.Finding::outcome)
        .extracting(WorthView.Finding::words)
        .asString()
        .matches("Coconut is above iCoT by \\d+\\.\\d points \\[\\d+\\.\\d, \\d+\\.\\d\\]: .*");
  }

  @Test
  void fewerThoughtsAreComparedWithAllOfThem() {
    assertThat(VIEW.worth().get(0).findings())
        .extracting(WorthView.Finding::words)
        .anyMatch(w -> w.startsWith("With 0 thoughts instead of 6, coconut-prosqa loses "))
        .anyMatch(w -> w.startsWith("With 1 thought instead of 6, "))
        .anyMatch(w -> w.startsWith("With 3 thoughts instead of 6, "))
        .hasSize(5);
    assertThat(VIEW.worth().get(1).findings())
        .as("an example with two questions has twice the thoughts, an answer has not")
        .extracting(WorthView.Finding::words)
        .anyMatch(w -> w.startsWith("With 3 thoughts instead of 6, "));
  }

  @Test
  void nothingIsExplainedWhereNothingWasGained() {
    List<Thinker> alike =
        List.of(
            new Thinker("a", "coconut", 0.1, 1, 6, 8),
            new Thinker("b", "coconut, pause as thought", 0.1, 1, 0, 8),
            new Thinker("c", "no-cot", 0.1, 1, 0, 8));
    WorthView worth = view(ThoughtsRun.run(List.of(prosqa()), alike)).worth().get(0);

    assertThat(worth.findings())
        .singleElement()
        .extracting(WorthView.Finding::words)
        .asString()
        .endsWith("but neither is above No-CoT, so there is no gain to explain.");
  }

  @Test
  void fewExamplesDecideNothing() {
    StatedTask whole = prosqa();
    StatedTask few = new StatedTask(whole.card(), whole.examples().subList(0, 20), whole.metrics());
    WorthView worth =
        view(ThoughtsRun.run(
                List.of(few),
                List.of(
                    new Thinker("a", "coconut", 1, 1, 6, 8), new Thinker("b", "icot", 1, 1, 0, 8))))
            .worth()
            .get(0);

    assertThat(worth.findings().get(0))
        .returns(WorthView.Outcome.OPEN, WorthView.Finding::outcome)
        .extracting(WorthView.Finding::words)
        .asString()
        .startsWith("It is open whether Coconut does as well as iCoT: 0.0 points");
  }

  @Test
  void publishedMethodsStandBesideTheModelsThatUseThem() {
    PublishedMethodsView prosqa =
        VIEW.publishedMethods().stream()
            .filter(p -> p.title().equals("ProsQA"))
            .findFirst()
            .orElseThrow();

    assertThat(prosqa.columns())
        .extracting(PublishedMethodsView.Column::same)
        .containsExactly(true, false, false);
    assertThat(prosqa.rows().get(0))
        .returns("CoT", PublishedMethodsView.Row::method)
        .returns(new PublishedMethodsView.Accuracy("77.5", "49.4"), r -> r.cells().get(0));
    assertThat(prosqa.rows().get(1).model().orElseThrow().name()).isEqualTo("cot-prosqa");
    assertThat(prosqa.rows().get(1).cells())
        .as("tokens are of one answer, also where an example asks two questions")
        .extracting(PublishedMethodsView.Accuracy::tokens)
        .containsOnly("49.0");
    assertThat(prosqa.rows().get(prosqa.rows().size() - 1).model().orElseThrow().name())
        .isEqualTo("deeper-candidate");
    assertThat(shown).contains("published on <strong>another data set</strong>, ProsQA");
  }

  @Test
  void generatedProblemsStandBesideGsm8kAsAnotherDataSet() {
    PublishedMethodsView view = task(VIEW, "arithmetic").publishedMethods().orElseThrow();

    assertThat(view.title()).isEqualTo("GSM8k");
    assertThat(view.columns().get(0).same()).isFalse();
    assertThat(view.rows())
        .filteredOn(r -> r.method().equals("Coconut"))
        .singleElement()
        .returns(
            List.of(new PublishedMethodsView.Accuracy("34.1", "8.2")),
            PublishedMethodsView.Row::cells);
  }

  @Test
  void publishedMethodsNeverCompete() {
    assertThat(VIEW.models()).hasSize(ThoughtsRun.THINKERS.size());
    assertThat(VIEW.head().findings())
        .extracting(HeadView.Finding::model)
        .isSubsetOf(ThoughtsRun.THINKERS.stream().map(Thinker::name).toList());
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

    assertThat(shown(file))
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
