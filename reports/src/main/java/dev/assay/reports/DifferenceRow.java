package dev.assay.reports;

import dev.assay.compare.MetricComparison;
import dev.assay.compare.PairedTest;
import dev.assay.compare.Verdict;

/**
 * One number of two runs in a table.
 *
 * @param title the benchmark's
 * @param slug of the benchmark's page
 * @param model the model that both runs ran; empty where there is only one pair of models
 * @param metric the metric's name
 * @param examples how many examples both runs have
 * @param a the first run's number
 * @param b the second run's
 * @param unit of both
 * @param difference with sign
 * @param interval its 95 % interval
 * @param bar difference and interval drawn
 * @param words the same in words
 * @param p adjusted
 * @param detectable the smallest true difference that would show
 * @param verdict in a word that style sheets know
 * @param sign the verdict as a symbol
 * @param says the verdict as a reader sees it
 * @param reason why nothing was compared
 * @param flips where the examples that speak for either run are found
 * @param order place in the order of the plan
 * @param worst place in the order that begins with the worst
 */
record DifferenceRow(
    String title,
    String slug,
    String model,
    String metric,
    String examples,
    String a,
    String b,
    String unit,
    String difference,
    String interval,
    Cell.Bar bar,
    String words,
    String p,
    String detectable,
    String verdict,
    String sign,
    String says,
    String reason,
    FlipLinks flips,
    int order,
    int worst) {

  /** What a row is called and where it stands. */
  record Place(String title, String slug, String model, int order, int worst) {}

  static DifferenceRow of(MetricComparison m, Place place, DifferenceAxis axis, FlipLinks flips) {
    String unit = m.unit();
    boolean tested = m.test().isPresent();
    return new DifferenceRow(
        place.title(),
        place.slug(),
        place.model(),
        SummaryView.metricLabel(m.metric(), m.direction()),
        tested ? Figures.count(m.examples()) : Figures.NONE,
        Figures.metric(m.a(), unit),
        Figures.metric(m.b(), unit),
        unit,
        Figures.difference(m.difference(), unit),
        signed(m),
        axis.bar(m),
        words(m, place),
        m.test().map(t -> Figures.probability(t.adjusted())).orElse(Figures.NONE),
        Figures.metric(m.test().map(PairedTest::detectable).orElse(Double.NaN), unit),
        m.verdict().words().replace(' ', '-'),
        sign(m.verdict()),
        m.verdict().words(),
        m.reason().orElse(""),
        flips,
        place.order(),
        place.worst());
  }

  private static String signed(MetricComparison m) {
    return Double.isNaN(m.low()) || Double.isNaN(m.high())
        ? ""
        : "%s to %s"
            .formatted(
                Figures.difference(m.low(), m.unit()), Figures.difference(m.high(), m.unit()));
  }

  private static String words(MetricComparison m, Place place) {
    String subject = place.title() + (place.model().isEmpty() ? "" : ", " + place.model());
    String verdict = m.verdict().words();
    return m.test().isEmpty()
        ? "%s: %s".formatted(subject, verdict)
        : "%s: %s%s, 95 %% interval %s, %s"
            .formatted(
                subject,
                Figures.difference(m.difference(), m.unit()),
                m.unit().equals("%") ? " points" : "",
                signed(m),
                verdict);
  }

  static String sign(Verdict verdict) {
    return switch (verdict) {
      case BETTER -> "▲";
      case WORSE -> "▼";
      case NO_DIFFERENCE_TOLD -> "≈";
      case TOO_FEW_EXAMPLES -> "?";
      case NOT_COMPARED -> "–";
    };
  }
}
