package dev.assay.reports;

import static dev.assay.reports.Shown.PROSQA;
import static dev.assay.reports.Shown.page;
import static dev.assay.reports.Shown.prosqa;
import static dev.assay.reports.Shown.task;
import static dev.assay.reports.Shown.thinker;
import static dev.assay.reports.Shown.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.benchmark.Metric;
import dev.assay.reports.ThoughtsRun.Thinker;
import dev.assay.result.ExampleResult;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of models that reason: charts, chains, swaps, worth, published methods. */
class ReasoningReportTest {
  private static final RunResult RUN = ThoughtsRun.run();
  private static final RunIndex INDEX = new RunIndex(RUN);
  private static final ReportView VIEW = view(RUN);
  private static String shown = "";

  @BeforeAll
  static void readTheReport(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.html");
    new HtmlReport().write(RUN, file);
    shown = page(file);
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
}
