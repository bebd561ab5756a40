package dev.assay.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.benchmark.Metric.Direction;
import dev.assay.history.Series.Point;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Trends for people. */
class TrendPageTest {
  @TempDir private Path folder;

  /** Twelve nights at 60 % or so, then six at 52 % or so. */
  private static Series falling(String model) {
    List<Point> points = new ArrayList<>();
    for (int night = 0; night < 18; night++) {
      double value = (night < 12 ? 0.60 : 0.52) + night % 3 * 0.01;
      points.add(
          new Point(
              "%064d".formatted(night),
              "2026-01-%02dT02:00:00Z".formatted(night + 1),
              value,
              value - 0.02,
              value + 0.02,
              night == 3 ? 2 : 0));
    }
    return new Series(
        model, "cute/spell", "exact_match", "%", Direction.HIGHER, "version 1", points);
  }

  private String page(Series series) throws Exception {
    Path file = folder.resolve("trends.html");
    new TrendPage(List.of(Trend.of(series))).write(file);
    return Files.readString(file);
  }

  @Test
  void aTrendIsADrawingASentenceAndATable() throws Exception {
    String page = page(falling("tiny"));

    assertThat(page)
        .contains("<h2>cute/spell, exact_match of tiny</h2>")
        .contains(
            "18 runs from 2026-01-01 to 2026-01-18, the last at 54.0 %. Worse from 2026-01-13 on:"
                + " 61.0 → 53.0 (p 0.001).")
        .contains("<td>worse: 61.0 → 53.0 (p 0.001)</td>")
        .contains("class=\"change worse\"")
        .contains("<td class=\"number\">2</td>");
    assertThat(page.split("<circle", -1)).hasSize(18 + 1);
    assertThat(page).doesNotContain("http:", "https:", "<script");
  }

  @Test
  void theDrawingIsWellFormedAndInsideItsFrame() throws Exception {
    String page = page(falling("tiny"));
    String svg = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + 6);
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();

    var dots = root.getElementsByTagName("circle");
    for (int i = 0; i < dots.getLength(); i++) {
      Element dot = (Element) dots.item(i);
      assertThat(Double.parseDouble(dot.getAttribute("cx"))).isBetween(58.0, 668.0);
      assertThat(Double.parseDouble(dot.getAttribute("cy"))).isBetween(14.0, 196.0);
    }
    assertThat(dots.getLength()).isEqualTo(18);
  }

  @Test
  void namesAreTextAndNothingElse() throws Exception {
    assertThat(page(falling("<img src=x>\u202e"))).contains("of &lt;img src=x&gt;\ufffd</h2>");
  }

  @Test
  void aSingleRunAndAConstantAreDrawnToo() throws Exception {
    Series one =
        new Series(
            "m",
            "b",
            "flops",
            "",
            Direction.LOWER,
            "version 1",
            List.of(
                new Point("0".repeat(64), "2026-01-01T02:00:00Z", 0, Double.NaN, Double.NaN, 0)));

    assertThat(page(one)).contains("1 run from 2026-01-01 to 2026-01-01, the last at 0.000. No");
  }

  @Test
  void valuesOfASeriesAreWrittenAlike() {
    Series flops =
        new Series(
            "m",
            "b",
            "flops",
            "",
            Direction.LOWER,
            "",
            List.of(
                new Point("0".repeat(64), "", 2.1e12, Double.NaN, Double.NaN, 0),
                new Point("0".repeat(64), "", 9e11, Double.NaN, Double.NaN, 0)));

    ValueFormat format = ValueFormat.of(flops);

    assertThat(format.unit()).isEqualTo("T");
    assertThat(format.text(2.1e12)).isEqualTo("2.10");
    assertThat(format.text(-9e11)).isEqualTo("−0.90");
    assertThat(ValueFormat.of(falling("m")).text(0.6143)).isEqualTo("61.4");
    assertThat(format.text(Double.NaN)).isEqualTo("–");
  }
}
