package dev.assay.run;

import dev.assay.result.ExampleResult;

/** Something that happened in a run, in the order in which it happened. */
public sealed interface RunEvent {
  /**
   * The run begins or continues.
   *
   * @param total examples in the plan
   * @param done of these, finished in an earlier attempt
   * @param tornBytes length of a half-written journal record that was cut off
   */
  record Started(long total, long done, long tornBytes) implements RunEvent {}

  /** Something the user should know, though the run goes on; one sentence. */
  record Warning(String text) implements RunEvent {}

  /** A model starts on a benchmark of which this many examples are still to do. */
  record BenchmarkStarted(String model, String benchmark, int examples) implements RunEvent {}

  /** An example is finished and journaled. */
  record ExampleFinished(ExampleResult result) implements RunEvent {}
}
