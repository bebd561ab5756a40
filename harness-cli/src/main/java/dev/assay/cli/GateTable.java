package dev.assay.cli;

import dev.assay.gate.GateResult;
import dev.assay.gate.GateVerdict;
import dev.assay.gate.Judgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a gate says, for people in a terminal: the worst comes last, where they look.
 *
 * @param result what it says
 */
record GateTable(GateResult result) {

  /** The judgements. */
  Table numbers() {
    return new Table(
        List.of(
            "VERDICT",
            "MODEL",
            "BENCHMARK",
            "METRIC",
            "EXAMPLES",
            "BASELINE",
            "CANDIDATE",
            "CHANGE",
            "ALLOWED",
            "P ADJUSTED",
            "WHY"),
        result.judgements().stream()
            .sorted(Comparator.comparing(Judgement::verdict))
            .map(JudgementText::new)
            .map(GateTable::row)
            .toList());
  }

  private static List<String> row(JudgementText j) {
    return List.of(
        j.verdict(),
        j.model(),
        j.benchmark(),
        j.metric(),
        j.examples(),
        j.baseline(),
        j.candidate(),
        j.change(),
        j.limit(),
        j.p(),
        j.reason());
  }

  /** What the columns mean. */
  List<String> legend() {
    String level = percent(result.level());
    return List.of(
        "Change: candidate less baseline on the same examples; either end of its interval is wrong in",
        "%s of cases. Passed: the interval lies within what is allowed. Failed: it does not, and the"
            .formatted(level),
        "candidate is worse (P adjusted at most %s, for all tests here: Holm). Costs are not tested."
            .formatted(level));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f", 100 * share).replaceAll("\\.?0+$", "") + " %";
  }

  /** The flipped examples, so many of each benchmark at most. */
  List<String> flips(int most) {
    List<String> lines = new ArrayList<>();
    if (most > 0) {
      for (GateFlips flips : GateFlips.of(result)) {
        lines.add("");
        lines.add("Flipped: " + flips.heading());
        lines.addAll(new Table(GateFlips.HEADER, flips.rows(most)).lines(0));
      }
    }
    return lines;
  }

  /** The verdict in a line. */
  String verdict() {
    return "Gate: %s. Of %s %d passed, %d are undecided, %d failed."
        .formatted(
            result.verdict().words(),
            Quantity.count(result.judgements().size(), "number"),
            count(GateVerdict.PASS),
            count(GateVerdict.UNDECIDED),
            count(GateVerdict.FAIL));
  }

  private long count(GateVerdict verdict) {
    return result.judgements().stream().filter(j -> j.verdict() == verdict).count();
  }
}
