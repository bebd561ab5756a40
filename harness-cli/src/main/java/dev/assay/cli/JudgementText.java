package dev.assay.cli;

import dev.assay.gate.Judgement;
import java.util.Locale;

/**
 * A judgement of a gate in words and figures, each on one line.
 *
 * @param judgement the judgement
 */
record JudgementText(Judgement judgement) {

  String verdict() {
    return judgement.verdict().words();
  }

  String model() {
    return OneLine.of(judgement.model());
  }

  String benchmark() {
    boolean average = judgement.kind() == Judgement.Kind.AVERAGE;
    return OneLine.of(judgement.benchmark()) + (average ? " (average)" : "");
  }

  String metric() {
    String unit = judgement.unit();
    return OneLine.of(judgement.metric() + (unit.isEmpty() ? "" : " " + unit));
  }

  String reason() {
    return OneLine.of(judgement.reason());
  }

  /** Examples judged, and of how many where some are missing. */
  String examples() {
    String judged = Quantity.count(judgement.examples());
    return judgement.examples() >= judgement.expected()
        ? judged
        : judged + " of " + Quantity.count(judgement.expected());
  }

  String baseline() {
    return value(judgement.baseline(), "");
  }

  String candidate() {
    return value(judgement.candidate(), "");
  }

  /** The change with its interval, where it has one. */
  String change() {
    String change = change(judgement.change());
    return Double.isNaN(judgement.low())
        ? change
        : "%s [%s, %s]".formatted(change, change(judgement.low()), change(judgement.high()));
  }

  String limit() {
    return change(judgement.limit());
  }

  String p() {
    return judgement.p().isPresent() ? Figure.p(judgement.p().getAsDouble()) : Figure.NONE;
  }

  private String change(double value) {
    if (judgement.ratio() && !Double.isNaN(value)) {
      return String.format(Locale.ROOT, "×%.3f", value);
    }
    return value(value, "+");
  }

  private String value(double value, String plus) {
    double largest = Math.max(Math.abs(judgement.baseline()), Math.abs(judgement.candidate()));
    return judgement.kind() == Judgement.Kind.COST && largest >= 1_000
        ? Quantity.approximate(value)
        : Figure.of(value, judgement.unit(), largest, plus);
  }

  /** What is judged. */
  String subject() {
    return "%s on %s: %s".formatted(model(), benchmark(), metric());
  }

  /** Everything in a sentence. */
  String sentence() {
    return Double.isNaN(judgement.change())
        ? "%s: %s.".formatted(subject(), reason())
        : "%s went from %s to %s (%s; allowed %s; %s examples): %s."
            .formatted(subject(), baseline(), candidate(), change(), limit(), examples(), reason());
  }
}
