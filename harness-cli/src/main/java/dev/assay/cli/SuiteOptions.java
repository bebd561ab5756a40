package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.model.ModelSpec;
import dev.assay.plan.Settings;
import dev.assay.plan.Suite;
import dev.assay.plan.SuiteReader;
import dev.assay.plugin.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What to run and how, as {@code run}, {@code plan} and {@code check} take it: a suite file, and
 * options that win over it.
 */
final class SuiteOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "SUITE",
      description = {
        "What to run: a file, or the name of a suite that comes with Assay (`assay list suites`);",
        "without it the showcase."
      })
  private @Nullable Path file;

  @ArgGroup(validate = false, heading = "%nWhat to run (wins over the suite):%n", order = 1)
  private What what = new What();

  @ArgGroup(
      validate = false,
      heading = "%nTasks of lm-evaluation-harness (see also --tasks FILE.yaml):%n",
      order = 2)
  private TaskFileOptions taskFiles = new TaskFileOptions();

  @ArgGroup(validate = false, heading = "%nHow to run it (wins over the suite):%n", order = 3)
  private SettingsOptions settings = new SettingsOptions();

  @Mixin private LmEvalOptions lmEval = new LmEvalOptions();

  /** Models and benchmarks. */
  private static final class What {
    @Option(
        names = {"-m", "--model"},
        paramLabel = "MODEL",
        description = {
          "A bundled model, or PROVIDER:PATH[,KEY=VALUE...]; may be repeated.",
          "`assay list models` shows what there is."
        })
    private List<String> models = new ArrayList<>();

    @Option(
        names = {"-a", "--model-args"},
        paramLabel = "KEY=VALUE,...",
        description = "Further options of the one --model; `pretrained` is its path.")
    private @Nullable String modelArguments;

    @Option(
        names = "--sweep",
        paramLabel = "KEY=VALUE,VALUE...",
        description = {
          "Run every --model that has this option once with each value, as points of a curve;",
          "may be repeated, for all combinations."
        })
    private List<String> sweeps = new ArrayList<>();

    @Option(
        names = {"-t", "--benchmark", "--tasks"},
        paramLabel = "NAME",
        split = ",",
        description = {
          "Benchmarks, groups or patterns such as cute/*; may be repeated.",
          "NAME@VARIANT runs a variant, such as cute@drop-prompt with noise.",
          "FILE.yaml runs a task or group file of lm-evaluation-harness."
        })
    private List<String> benchmarks = new ArrayList<>();

    @Option(
        names = "--benchmark-args",
        paramLabel = "KEY=VALUE,...",
        description = {
          "Options of the one --benchmark, such as path; `name` tells several of a kind apart.",
          "`assay list benchmark-options` shows which there are."
        })
    private @Nullable String benchmarkArguments;
  }

  /** The suite that the user asked for. */
  Suite suite(Plugins plugins) {
    lmEval.refuseWhatCannotApply();
    if (what.benchmarks.isEmpty()) {
      taskFiles.refuseWithoutBenchmark();
    }
    List<ModelSpec> models = models(plugins);
    Suite base = base(plugins, !models.isEmpty() && !what.benchmarks.isEmpty());
    boolean asGiven = file != null || (models.isEmpty() && what.benchmarks.isEmpty());
    List<BenchmarkSpec> benchmarks = what.benchmarks.isEmpty() ? base.benchmarks() : benchmarks();
    return new Suite(
        asGiven ? base.name() : nameOf(benchmarks),
        models.isEmpty() ? base.models() : models,
        benchmarks,
        settings.over(base.settings()));
  }

  /** The first selector, and how many there are besides. */
  private static String nameOf(List<BenchmarkSpec> benchmarks) {
    String first = fileName(TaskFileOptions.nameOf(benchmarks.get(0)));
    return benchmarks.size() == 1 ? first : first + "+" + (benchmarks.size() - 1);
  }

  /** As much of a text as is harmless in a file name. */
  static String fileName(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9._+-]+", "-").replaceAll("^[.-]+|-+$", "");
    return safe.substring(0, Math.min(40, safe.length()));
  }

  private Suite base(Plugins plugins, boolean everythingNamed) {
    if (file == null) {
      return everythingNamed
          ? new Suite("", List.of(), List.of(), Settings.DEFAULT)
          : BundledSuites.read(BundledSuites.SHOWCASE, plugins);
    }
    String name = file.toString();
    if (Files.exists(file) || name.matches(".*\\.ya?ml")) {
      return new SuiteReader(plugins).read(file);
    }
    if (BundledSuites.NAMES.contains(name)) {
      return BundledSuites.read(name, plugins);
    }
    throw new SetupException(
        "there is no suite '%s', neither a file nor one that comes with Assay: %s. Name benchmarks with --benchmark and models with --model."
            .formatted(name, String.join(", ", BundledSuites.NAMES)));
  }

  private List<ModelSpec> models(Plugins plugins) {
    if (what.modelArguments != null && what.models.size() != 1) {
      throw new SetupException(
          "--model-args belongs to exactly one --model, but there are %d; write the options behind each model instead: --model NAME,key=value"
              .formatted(what.models.size()));
    }
    Map<String, String> extra =
        what.modelArguments == null ? Map.of() : LmEvalOptions.modelArguments(what.modelArguments);
    SweepOptions sweeps = SweepOptions.parse(what.sweeps);
    List<ModelSpec> specs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String text : what.models) {
      LmEvalOptions.refuseModelType(text, plugins);
      for (ModelSpec spec : sweeps.over(plugins.model(text, extra), plugins)) {
        if (!names.add(spec.name())) {
          throw new SetupException(
              "two models are named '%s'; give one of them another name: --model %s,name=NAME"
                  .formatted(spec.name(), text));
        }
        specs.add(spec);
      }
    }
    sweeps.refuseWhatNobodyHas(specs);
    return specs;
  }

  private List<BenchmarkSpec> benchmarks() {
    if (what.benchmarkArguments == null) {
      return taskFiles.specs(what.benchmarks, Map.of());
    }
    if (what.benchmarks.size() != 1) {
      throw new SetupException(
          "--benchmark-args belongs to exactly one --benchmark, but there are %d; name the others in a suite file"
              .formatted(what.benchmarks.size()));
    }
    return taskFiles.specs(
        what.benchmarks, KeyValues.parse("--benchmark-args", what.benchmarkArguments));
  }
}
