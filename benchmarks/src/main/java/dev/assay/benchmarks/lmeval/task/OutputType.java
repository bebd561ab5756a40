package dev.assay.benchmarks.lmeval.task;

/** What a task asks of a model; the values of the key {@code output_type}. */
public enum OutputType {
  GENERATE_UNTIL,
  MULTIPLE_CHOICE,
  LOGLIKELIHOOD,
  LOGLIKELIHOOD_ROLLING
}
