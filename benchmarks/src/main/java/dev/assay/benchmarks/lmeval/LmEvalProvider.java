package dev.assay.benchmarks.lmeval;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmarks.BenchmarkOptions;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import dev.assay.benchmarks.lmeval.task.TaskLibrary;
import dev.assay.benchmarks.lmeval.task.TaskSelection;
import dev.assay.data.DataStore;
import java.util.List;
import java.util.Map;

/** {@code lm-eval}: the tasks of lm-evaluation-harness's YAML files. */
public final class LmEvalProvider implements BenchmarkProvider {
  private static final String NAME = "lm-eval";
  private final TaskLibrary library = new TaskLibrary();

  @Override
  public List<Entry> entries() {
    return List.of(
        new Entry(
            NAME,
            NAME,
            "A task of lm-evaluation-harness from its YAML file; needs --benchmark-args path=FILE",
            false));
  }

  @Override
  public Map<String, String> options(String name) {
    return TaskSelection.options();
  }

  @Override
  public List<BenchmarkSpec> expand(BenchmarkSpec spec, DataStore data) {
    BenchmarkOptions options = new BenchmarkOptions(spec.selector(), spec.options());
    return TaskSelection.of(options).expand(spec, library);
  }

  @Override
  public Benchmark<?, ?> open(String name, DataStore data) {
    return open(name, Map.of(), data);
  }

  @Override
  public Benchmark<?, ?> open(String name, Map<String, String> options, DataStore data) {
    if (!name.equals(NAME)) {
      throw SetupException.unknownName("benchmark", name, List.of(NAME));
    }
    BenchmarkOptions given = new BenchmarkOptions(name, options);
    return benchmark(given.name(), TaskSelection.of(given).config(library, data));
  }

  /** A task under the name that its card shall have. */
  static Benchmark<?, ?> benchmark(String name, TaskConfig config) {
    TaskDocuments documents = TaskDocuments.read(config);
    Contexts contexts = new Contexts(documents);
    BenchmarkCard card = TaskCard.of(NAME, name, documents, contexts);
    return switch (config.outputType()) {
      case GENERATE_UNTIL -> new GenerationBenchmark(card, documents, contexts);
      case MULTIPLE_CHOICE -> new ChoiceBenchmark(card, documents, contexts);
      case LOGLIKELIHOOD -> new ContinuationBenchmark(card, documents, contexts);
      case LOGLIKELIHOOD_ROLLING -> new RollingBenchmark(card, documents);
    };
  }
}
