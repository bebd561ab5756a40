package dev.assay.history;

import dev.assay.Sha256;
import dev.assay.result.RunResult;
import dev.assay.result.Timing;

/**
 * Which run a folder holds, wherever it was moved or copied to: a checksum over what no two runs
 * share and what never changes once a run is complete. These are the plan's hash, the start of the
 * first attempt, and the time that every model took on every benchmark, to the last bit.
 */
final class RunIdentity {
  private RunIdentity() {}

  /** The identity, 64 hexadecimal digits. */
  static String of(RunResult run) {
    StringBuilder facts = new StringBuilder();
    facts.append(run.manifest().planHash()).append('\n');
    facts.append(run.manifest().started()).append('\n');
    for (Timing timing : run.summary().timings()) {
      facts.append(timing.model()).append('\t').append(timing.benchmark()).append('\t');
      facts.append(Double.toHexString(timing.wallSeconds())).append('\n');
    }
    return Sha256.of(facts.toString());
  }
}
