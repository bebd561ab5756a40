package dev.assay.result;

import dev.assay.benchmark.Score;
import dev.assay.model.Usage;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A run as CSV (RFC 4180). Only {@code timings.csv} holds times: the other tables are the same byte
 * for byte whenever the same run is done again.
 */
final class ResultTables {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private static final String FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
  private static final Pattern PLAIN_NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?");

  private final RunResult run;

  ResultTables(RunResult run) {
    this.run = run;
  }

  void metrics(Writer out) throws IOException {
    print(
        out,
        List.of(
            "model",
            "benchmark",
            "metric",
            "value",
            "stderr",
            "low",
            "high",
            "scored",
            "failed",
            "best",
            "tied_with"),
        run.summary().metrics().stream()
            .map(
                m ->
                    List.<Object>of(
                        m.model(),
                        m.benchmark(),
                        m.metric(),
                        m.value(),
                        m.standardError(),
                        m.low(),
                        m.high(),
                        m.scored(),
                        m.failed(),
                        m.best(),
                        String.join(";", m.tiedWith())))
            .toList());
  }

  void costs(Writer out) throws IOException {
    print(
        out,
        List.of(
            "model",
            "benchmark",
            "examples",
            "input_bytes",
            "output_bytes",
            "input_tokens",
            "output_tokens",
            "patches",
            "thoughts",
            "denoising_steps",
            "forward_passes",
            "flops",
            "patching_flops"),
        run.summary().costs().stream().map(ResultTables::cost).toList());
  }

  private static List<Object> cost(CostResult cost) {
    Usage usage = cost.usage();
    return List.of(
        cost.model(),
        cost.benchmark(),
        cost.examples(),
        usage.inputBytes(),
        usage.outputBytes(),
        usage.inputTokens(),
        usage.outputTokens(),
        usage.patches(),
        usage.thoughts(),
        usage.denoisingSteps(),
        usage.forwardPasses(),
        usage.flops(),
        usage.patchingFlops());
  }

  void degradation(Writer out) throws IOException {
    print(
        out,
        List.of(
            "model",
            "benchmark",
            "variant",
            "metric",
            "unchanged",
            "changed",
            "difference",
            "low",
            "high",
            "kept",
            "examples"),
        run.summary().degradations().stream()
            .map(
                d ->
                    List.<Object>of(
                        d.model(),
                        d.benchmark(),
                        d.variant(),
                        d.metric(),
                        d.unchanged(),
                        d.changed(),
                        d.difference(),
                        d.low(),
                        d.high(),
                        d.kept(),
                        d.examples()))
            .toList());
  }

  void timings(Writer out) throws IOException {
    print(
        out,
        List.of("model", "benchmark", "wall_seconds", "engine_seconds"),
        run.summary().timings().stream()
            .map(
                t ->
                    List.<Object>of(
                        t.model(),
                        t.benchmark(),
                        t.wallSeconds(),
                        t.engineSeconds().isPresent() ? t.engineSeconds().getAsDouble() : ""))
            .toList());
  }

  void examples(Writer out) throws IOException {
    print(
        out,
        List.of(
            "model",
            "benchmark",
            "example",
            "content_hash",
            "target",
            "answer",
            "output",
            "scores",
            "failure"),
        run.examples().stream().map(ResultTables::example).toList());
  }

  private static List<Object> example(ExampleResult e) {
    return List.of(
        e.model(),
        e.benchmark(),
        e.example(),
        e.contentHash(),
        e.target(),
        e.score().map(Score::answer).orElse(""),
        String.join("\n", e.outputs()),
        e.score()
            .map(
                s ->
                    s.values().entrySet().stream()
                        .map(v -> v.getKey() + "=" + v.getValue())
                        .collect(Collectors.joining(" ")))
            .orElse(""),
        e.failure().orElse(""));
  }

  private static void print(Writer out, List<String> header, List<List<Object>> rows)
      throws IOException {
    CSVPrinter printer = new CSVPrinter(out, FORMAT);
    printer.printRecord(header);
    for (List<Object> row : rows) {
      List<Object> cells = new ArrayList<>();
      for (Object cell : row) {
        cells.add(cell instanceof String text ? harmless(text) : numberOrEmpty(cell));
      }
      printer.printRecord(cells);
    }
    printer.flush();
  }

  /** An unknown number is an empty cell, which every reader of CSV understands. */
  private static Object numberOrEmpty(Object cell) {
    return cell instanceof Double number && number.isNaN() ? "" : cell;
  }

  /**
   * Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV
   * injection"), plain numbers excepted; NUL, which CSV readers choke on, becomes its visible
   * symbol.
   */
  static String harmless(String text) {
    String visible = text.replace('\0', '\u2400');
    boolean formula = !visible.isEmpty() && FORMULA_STARTS.indexOf(visible.charAt(0)) >= 0;
    return formula && !PLAIN_NUMBER.matcher(visible).matches() ? "'" + visible : visible;
  }
}
