package dev.assay.cli;

import dev.assay.compare.FlippedExample;
import dev.assay.gate.GateResult;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The flipped examples of one model and benchmark that did not pass a gate, lost ones first.
 *
 * @param flips all of them, at least one
 */
record GateFlips(List<FlippedExample> flips) {
  private static final int LONGEST_TEXT = 40;

  /** What the columns of {@link #rows} are. */
  static final List<String> HEADER =
      List.of("NOW", "EXAMPLE", "TARGET", "ANSWER OF BASELINE", "ANSWER OF CANDIDATE");

  GateFlips {
    flips = flips.stream().sorted(Comparator.comparing(FlippedExample::better)).toList();
  }

  /** The flips of a gate, by model, benchmark and metric. */
  static List<GateFlips> of(GateResult result) {
    return result.flips().stream()
        .collect(
            Collectors.groupingBy(
                f -> List.of(f.modelA(), f.benchmark(), f.metric()),
                LinkedHashMap::new,
                Collectors.toList()))
        .values()
        .stream()
        .map(GateFlips::new)
        .toList();
  }

  private FlippedExample first() {
    return flips.get(0);
  }

  /** Whether they are of a model and benchmark. */
  boolean areOf(String model, String benchmark, String metric) {
    return first().benchmark().equals(benchmark)
        && first().metric().equals(metric)
        && (first().modelA().equals(model)
            || (first().modelA() + " and " + first().modelB()).equals(model));
  }

  String heading() {
    long won = flips.stream().filter(FlippedExample::better).count();
    return "%s on %s: %s lost, %s won"
        .formatted(
            OneLine.of(first().modelA()),
            OneLine.of(first().benchmark()),
            Quantity.count(flips.size() - won, "example"),
            Quantity.count(won));
  }

  /**
   * A line for each example, beginning with a word of ours, so that no answer begins a line.
   *
   * @param most most lines
   */
  List<List<String>> rows(int most) {
    return flips.stream()
        .limit(most)
        .map(
            f ->
                List.of(
                    f.better() ? "won" : "lost",
                    OneLine.of(f.example(), LONGEST_TEXT),
                    OneLine.of(f.target(), LONGEST_TEXT),
                    OneLine.of(f.answerA(), LONGEST_TEXT),
                    OneLine.of(f.answerB(), LONGEST_TEXT)))
        .toList();
  }
}
