package dev.assay.gate;

import dev.assay.compare.FlippedExample;
import java.util.List;

/**
 * What a gate says of a run.
 *
 * @param verdict the worst of the judgements
 * @param level the policy's level
 * @param power the policy's power
 * @param judgements what it says of each number: averages, benchmarks, costs
 * @param flips of the benchmarks that did not pass the examples that exactly one run got right
 * @param notes what a reader should know besides, one sentence each
 */
public record GateResult(
    GateVerdict verdict,
    double level,
    double power,
    List<Judgement> judgements,
    List<FlippedExample> flips,
    List<String> notes) {
  public GateResult {
    judgements = List.copyOf(judgements);
    flips = List.copyOf(flips);
    notes = List.copyOf(notes);
  }
}
