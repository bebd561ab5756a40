package dev.assay.cli;

import dev.assay.gate.GateResult;
import dev.assay.gate.GateVerdict;
import dev.assay.gate.Judgement;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a gate says, as Markdown for a pull request or a job's summary: the worst comes first.
 *
 * @param result what it says
 * @param baseline the baseline's folder
 * @param candidate the candidate's folder
 * @param flips most flipped examples of a benchmark
 */
record GateMarkdown(GateResult result, String baseline, String candidate, int flips) {
  private static final String ACTIVE = "\\`*_[]<>|~#&$:!";

  void writeTo(Appendable out) throws IOException {
    GateTable table = new GateTable(result);
    out.append("## ").append(table.verdict()).append("\n\n");
    out.append("Candidate ").append(literal(candidate));
    out.append(" against baseline ").append(literal(baseline)).append(".\n\n");
    row(
        out,
        List.of(
            "Verdict",
            "Model",
            "Benchmark",
            "Metric",
            "Examples",
            "Baseline",
            "Candidate",
            "Change",
            "Allowed",
            "Why"));
    row(out, Collections.nCopies(10, "---"));
    for (Judgement judgement :
        result.judgements().stream()
            .sorted(Comparator.comparing(Judgement::verdict).reversed())
            .toList()) {
      judgement(out, new JudgementText(judgement));
    }
    out.append("\n").append(String.join(" ", table.legend())).append("\n");
    for (GateFlips flipped : flips > 0 ? GateFlips.of(result) : List.<GateFlips>of()) {
      out.append("\n<details><summary>").append(html(flipped.heading())).append("</summary>\n\n");
      row(out, List.of("Now", "Example", "Target", "Baseline", "Candidate"));
      row(out, Collections.nCopies(5, "---"));
      for (List<String> cells : flipped.rows(flips)) {
        row(out, cells.stream().map(GateMarkdown::literal).toList());
      }
      out.append("\n</details>\n");
    }
    for (String note : result.notes()) {
      out.append("\n- ").append(literal(OneLine.of(note))).append("\n");
    }
  }

  private static void judgement(Appendable out, JudgementText j) throws IOException {
    boolean pass = j.judgement().verdict() == GateVerdict.PASS;
    row(
        out,
        List.of(
            pass ? j.verdict() : "**" + j.verdict() + "**",
            literal(j.model()),
            literal(j.benchmark()),
            literal(j.metric()),
            j.examples(),
            j.baseline(),
            j.candidate(),
            j.change(),
            j.limit(),
            literal(j.reason())));
  }

  private static void row(Appendable out, List<String> cells) throws IOException {
    out.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |"))).append("\n");
  }

  /** Text that Markdown shows as it is. */
  static String literal(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : OneLine.of(text).toCharArray()) {
      if (ACTIVE.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
