package dev.assay.result;

import java.util.List;

/**
 * A finished run as read from its folder: what a report is made of.
 *
 * @param manifest what ran
 * @param summary the numbers
 * @param examples every finished example, in the order of models, benchmarks and examples
 */
public record RunResult(Manifest manifest, RunSummary summary, List<ExampleResult> examples) {
  public RunResult {
    examples = List.copyOf(examples);
  }
}
