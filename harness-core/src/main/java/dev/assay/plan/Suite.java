package dev.assay.plan;

import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.model.ModelSpec;
import java.util.List;

/**
 * What a user asked for: which models, which benchmarks, how.
 *
 * @param name name of the suite, in reports and folder names
 * @param models the models, each with its own name
 * @param benchmarks the benchmarks, groups and patterns, as {@link dev.assay.plugin.Plugins#select}
 *     understands them
 * @param settings how to run
 * @param about what it shows, in a sentence; may be empty
 */
public record Suite(
    String name,
    List<ModelSpec> models,
    List<BenchmarkSpec> benchmarks,
    Settings settings,
    String about) {
  /** A suite that does not say what it shows. */
  public Suite(
      String name, List<ModelSpec> models, List<BenchmarkSpec> benchmarks, Settings settings) {
    this(name, models, benchmarks, settings, "");
  }

  public Suite {
    models = List.copyOf(models);
    benchmarks = List.copyOf(benchmarks);
  }
}
