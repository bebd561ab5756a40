package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.reports.ScatterChart.Content;
import dev.assay.reports.ScatterChart.Measured;
import dev.assay.reports.ScatterChart.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final ModelView FIRST = new ModelView("first", "tokenized", true, 0, 0);
  private static final ModelView SECOND = new ModelView("second", "blt", true, 1, 1);
  private static final ModelView REFERENCE = new ModelView("copies", "trivial", false, 2, 2);

  @Test
  void aLinearAxisHasRoundEndsAroundItsNumbers() {
    Axis axis = Axis.around(List.of(27.3, 31.9), "BLEU");
    assertThat(axis.low()).isEqualTo(26);
    assertThat(axis.high()).isEqualTo(32);
    assertThat(axis.ticks()).extracting(Axis.Tick::label).containsExactly("26", "28", "30", "32");
  }

  @Test
  void anAxisOfSharesStaysWithinThem() {
    Axis axis = Axis.around(List.of(-0.02, 0.97, 1.03), "%");
    assertThat(axis.low()).isZero();
    assertThat(axis.high()).isEqualTo(1);
    assertThat(axis.place(1.03)).isEqualTo(1);
  }

  @Test
  void anAxisExistsForOneNumberAndForNone() {
    assertThat(Axis.around(List.of(5.0), "").place(5.0)).isBetween(0.0, 1.0);
    assertThat(Axis.around(List.of(Double.NaN), "").ticks()).isNotEmpty();
  }

  @Test
  void equalRatiosTakeEqualSpaceOnALogarithmicAxis() {
    Axis axis = Axis.logarithmic(List.of(1e6, 1e9), Figures::quantity);
    assertThat(axis.place(1e7) - axis.place(1e6))
        .isCloseTo(axis.place(1e9) - axis.place(1e8), org.assertj.core.data.Offset.offset(1e-9));
    assertThat(axis.place(1e6)).isPositive();
    assertThat(axis.place(1e9)).isLessThan(1);
  }

  @Test
  void aLogarithmicAxisSpansAPowerOfTenEvenForOneNumber() {
    Axis axis = Axis.logarithmic(List.of(3.0), Figures::quantity);
    assertThat(axis.high() / axis.low()).isGreaterThanOrEqualTo(9.99);
    assertThat(axis.ticks()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void modelsWithoutACostStandInTheStripAtTheLeft() {
    ScatterChart chart = chart(new Measured(FIRST, 1e9, 0.5, 0.4, 0.6), measured(REFERENCE, 0));
    assertThat(chart.strip()).isTrue();
    Point reference = point(chart, REFERENCE);
    assertThat(Double.parseDouble(reference.x())).isLessThan(chart.plot().left());
    assertThat(Double.parseDouble(point(chart, FIRST).x())).isGreaterThan(chart.plot().left());
  }

  @Test
  void labelsOfModelsAtTheSamePlaceDoNotLieOnEachOther() {
    ScatterChart chart = chart(measured(FIRST, 1e9), measured(SECOND, 1e9));
    Point first = point(chart, FIRST);
    Point second = point(chart, SECOND);
    assertThat(first.anchor() + first.labelX() + first.labelAt())
        .isNotEqualTo(second.anchor() + second.labelX() + second.labelAt());
  }

  @Test
  void aBetterValueStandsHigher() {
    ScatterChart chart =
        chart(new Measured(FIRST, 1e9, 0.9, 0.8, 1.0), new Measured(SECOND, 1e9, 0.2, 0.1, 0.3));
    assertThat(Double.parseDouble(point(chart, FIRST).y()))
        .isLessThan(Double.parseDouble(point(chart, SECOND).y()));
  }

  private static Measured measured(ModelView model, double cost) {
    return new Measured(model, cost, 0.5, 0.45, 0.55);
  }

  private static ScatterChart chart(Measured... all) {
    return ScatterChart.of(
        "id", "title", "FLOPs", Axis.wholeShare(), Content.of(List.of(all)), Figures::quantity);
  }

  private static Point point(ScatterChart chart, ModelView model) {
    return chart.points().stream().filter(p -> p.model().equals(model)).findFirst().orElseThrow();
  }
}
