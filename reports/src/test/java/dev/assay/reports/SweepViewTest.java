package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.reports.PicturesRun.Painter;
import dev.assay.result.MetricResult;
import dev.assay.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SweepViewTest {
  private static final RunResult RUN = PicturesRun.run(List.of(PicturesRun.digits()), painters());
  private static final RunIndex INDEX = new RunIndex(RUN);
  private static final List<ModelView> MODELS = ModelView.all(INDEX);

  private static List<Painter> painters() {
    return PicturesRun.PAINTERS.stream()
        .filter(p -> p.benchmarks().contains(PicturesRun.DIGITS))
        .toList();
  }

  private static SweepView view() {
    return SweepView.ofTask(INDEX, MODELS, PicturesRun.DIGITS, "digits").get(0);
  }

  @Test
  void everySweptModelIsACurveAndTheOthersAreLinesAcross() {
    ScatterChart chart = view().metrics().get(0).chart().orElseThrow();

    assertThat(chart.lines()).hasSize(2).allMatch(l -> l.points().split(" ").length == 5);
    assertThat(chart.floors())
        .extracting(ScatterChart.Floor::label)
        .containsExactlyInAnyOrder("digits-maskgit", "digits-raster");
    assertThat(chart.points()).hasSize(10);
    assertThat(chart.strip()).isFalse();
    assertThat(chart.description()).contains("digits-implicit at steps 8");
  }

  @Test
  void theTableHoldsTheVeryNumbersOfTheSummary() {
    SweepView.Measure fid = view().metrics().get(0);
    MetricResult at8 =
        INDEX.result("digits-implicit steps=8", PicturesRun.DIGITS, "FID[digits]").orElseThrow();

    assertThat(view().values()).containsExactly("2", "4", "8", "16", "32");
    assertThat(fid.metric()).isEqualTo("FID[digits], lower is better");
    assertThat(fid.curves())
        .extracting(SweepView.Row::label)
        .containsExactly("digits-implicit", "digits-explicit");
    assertThat(fid.curves().get(0).cells().get(2).orElseThrow())
        .returns(Figures.metric(at8.value(), ""), Cell::value)
        .returns(Figures.interval(at8.low(), at8.high(), ""), Cell::interval);
    assertThat(fid.alone())
        .extracting(SweepView.Row::label)
        .containsExactly("digits-maskgit", "digits-raster");
  }

  @Test
  void everyMetricOfATaskIsThereAndTheMainOneOfAHeadline() {
    assertThat(view().metrics())
        .extracting(SweepView.Measure::metric)
        .containsExactly("FID[digits], lower is better", "IS[digits]", "class agreement");
    assertThat(SweepView.all(INDEX, MODELS).get(0).metrics()).hasSize(1);
  }

  @Test
  void thePointsOfACurveLookAlikeAndOtherModelsDoNot() {
    assertThat(MODELS.subList(0, 5)).extracting(ModelView::tone).containsOnly(0);
    assertThat(MODELS.subList(5, 10)).extracting(ModelView::tone).containsOnly(1);
    assertThat(MODELS.subList(10, 12)).extracting(ModelView::tone).containsExactly(2, 3);
    assertThat(MODELS.get(2).setting()).isEqualTo("steps=8");
  }

  @Test
  void anAxisIsLogarithmicFromEightTimesOnAndLabelledAtTheValues() {
    Axis wide = Axis.at(List.of("2", "4", "16"), 8, 0.1, 0.1);
    assertThat(wide.logarithmic()).isTrue();
    assertThat(wide.place(2)).isCloseTo(0.1, within(1e-9));
    assertThat(wide.place(16)).isCloseTo(0.9, within(1e-9));
    assertThat(wide.ticks()).extracting(Axis.Tick::label).containsExactly("2", "4", "16");

    Axis narrow = Axis.at(List.of("0", "1", "1.5", "3"), 8, 0.1, 0.3);
    assertThat(narrow.logarithmic()).isFalse();
    assertThat(narrow.place(1.5)).isCloseTo(0.1 + 0.6 / 2, within(1e-9));
  }

  @Test
  void labelsThatWouldLieOnEachOtherAreLeftOut() {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      values.add(Integer.toString(i));
    }
    assertThat(Axis.at(values, 8, 0.05, 0.05).ticks()).hasSizeLessThan(17);
  }

  @Test
  void twoOptionsMakeACurveForEachValueOfTheOther() {
    RunIndex index = new RunIndex(swept(List.of("1", "2"), List.of("2", "4", "8")));
    List<SweepView> views =
        SweepView.ofTask(index, ModelView.all(index), PicturesRun.DIGITS, "digits");

    assertThat(views).extracting(SweepView::option).containsExactly("guidance", "steps");
    assertThat(views.get(0).metrics().get(0).curves())
        .extracting(SweepView.Row::label)
        .containsExactly("painter steps=2", "painter steps=4", "painter steps=8");
    ScatterChart steps = views.get(1).metrics().get(0).chart().orElseThrow();
    assertThat(steps.lines()).extracting(l -> l.model().tone()).containsExactly(0, 1);
  }

  @Test
  void valuesThatAreNoNumbersHaveATableOnly() {
    RunIndex index = new RunIndex(swept(List.of("flow", "maskgit"), List.of("4")));
    SweepView view =
        SweepView.ofTask(index, ModelView.all(index), PicturesRun.DIGITS, "digits").get(0);

    assertThat(view.values()).containsExactly("flow", "maskgit");
    assertThat(view.metrics()).allMatch(m -> m.chart().isEmpty());
    assertThat(view.metrics().get(0).curves().get(0).cells()).allMatch(c -> c.isPresent());
  }

  @Test
  void withoutASweepThereIsNothing() {
    RunResult run = SampleRun.small();
    assertThat(Shown.view(run).sweeps()).isEmpty();
  }

  @Test
  void qualityAgainstCostJoinsThePointsOfACurve() {
    ScatterChart flops = QualityCostView.all(INDEX, MODELS).get(0).charts().get(0);

    assertThat(flops.lines()).hasSize(2);
    assertThat(flops.points())
        .extracting(ScatterChart.Point::label)
        .contains("steps=2", "digits-implicit steps=32", "digits-maskgit");
  }

  /** The digits painted at every pair of values. */
  private static RunResult swept(List<String> guidance, List<String> steps) {
    List<Painter> painters = new ArrayList<>();
    for (String g : guidance) {
      for (String s : steps) {
        Map<String, String> at = new TreeMap<>(Map.of("guidance", g, "steps", s));
        painters.add(
            new Painter(
                "painter " + Sweeps.settings(at),
                "painter",
                at,
                4,
                0.5,
                List.of(PicturesRun.DIGITS)));
      }
    }
    return PicturesRun.run(List.of(PicturesRun.digits()), painters);
  }
}
