package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.onnx.Device;
import dev.assay.plan.Plan;
import dev.assay.plan.Planner;
import dev.assay.plan.Suite;
import dev.assay.plugin.Plugins;
import dev.assay.result.Manifest;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import dev.assay.result.RunSummary;
import dev.assay.run.Runner;
import dev.assay.summary.Summarizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code assay run}: from a suite to a report. */
@Command(
    name = "run",
    description = {
      "Run models on benchmarks and write a report.",
      "",
      "Every finished example is kept at once: a run that was interrupted continues when the same"
          + " command is given again. Without arguments the showcase runs, for which nothing needs"
          + " to be downloaded."
    },
    footer = {
      "",
      "Examples:",
      "  assay run",
      "  assay run nightly.yaml --limit 100",
      "  assay run -m bpe-8192 -m majority -t cute-generated -L 10",
      "  assay run -m tokenized:models/gpt2,name=gpt2 -t 'cute/*' --data-dir data",
      "",
      "The words of lm-evaluation-harness are understood: --tasks, --model_args",
      "pretrained=DIR, --batch_size, --output_path, --use_cache, ...",
      "",
      "A suite file:",
      "  models: [bpe-8192, {provider: tokenized, path: models/gpt2, name: gpt2}]",
      "  benchmarks: [cute-generated]",
      "  limit: 100"
    })
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SuiteOptions suiteOptions = new SuiteOptions();

  @ArgGroup(validate = false, heading = "%nWhere things lie:%n", order = 3)
  private Places places = new Places();

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress, only the result.")
  private boolean quiet;

  /** Places, and the response cache's. */
  private static final class Places {
    @ArgGroup(validate = false)
    private PlaceOptions of = new PlaceOptions();

    @Option(
        names = {"-c", "--cache", "--use-cache"},
        paramLabel = "DIR",
        description = {
          "Keep answers in this folder, and take them from it where the same model has answered"
              + " the same request before. Times are then those of the first run. Default: always"
              + " ask."
        })
    private @Nullable Path cache;
  }

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Plugins plugins = Plugins.discover(RunCommand.class.getClassLoader());
    Planner planner = new Planner(plugins, places.of.data(terminal));

    Suite suite = suiteOptions.suite(plugins);
    Device.parse(suite.settings().device());
    Plan plan = planner.plan(suite);
    RunFolder folder = places.of.folder(plan);
    RunResult result = earlier(plan, folder).orElseGet(() -> run(planner, plan, folder));
    List<Path> reports = new Reports(plugins).write(result, folder);

    Outcome outcome = new Outcome(result, plan.settings().failureTolerance());
    outcome.print(terminal, reports);
    return outcome.exitCode();
  }

  /** The result of the same plan, if it lies in the folder already. */
  private Optional<RunResult> earlier(Plan plan, RunFolder folder) {
    Optional<Manifest> before = RunManifest.in(folder);
    before.ifPresent(manifest -> refuseOther(manifest, plan, folder));
    if (before.isEmpty() || !folder.complete()) {
      return Optional.empty();
    }
    tell("%s is complete; nothing to run. The report is written anew.", folder.path());
    return Optional.of(folder.read());
  }

  private RunResult run(Planner planner, Plan plan, RunFolder folder) {
    tell(
        "%s: %s, %s, %s, in %s",
        plan.suite(),
        Quantity.count(plan.models().size(), "model"),
        Quantity.count(plan.benchmarks().size(), "benchmark"),
        Quantity.count(plan.totalExamples(), "example"),
        folder.path());
    Manifest manifest = RunManifest.of(plan, commandLine(), RunManifest.in(folder));
    folder.write(manifest);
    Runner.Finished finished;
    try (Progress progress = Progress.on(terminal, quiet)) {
      finished =
          new Runner(planner, Optional.ofNullable(places.cache), List.of(progress))
              .run(plan, folder.journal());
    }
    RunSummary summary = Summarizer.summarize(plan, finished.examples(), finished.timings());
    RunResult result = new RunResult(manifest, summary, finished.examples());
    folder.write(result);
    return result;
  }

  private static void refuseOther(Manifest before, Plan plan, RunFolder folder) {
    if (!before.planHash().equals(plan.hash())) {
      throw new SetupException(
          "%s holds a run of another plan (%s); choose another folder with --output, or remove it"
              .formatted(folder.path(), PlanDifference.of(before, plan)));
    }
  }

  private void tell(String format, Object... values) {
    if (!quiet) {
      terminal.say(format, values);
    }
  }

  private List<String> commandLine() {
    List<String> words = new ArrayList<>(List.of("assay"));
    words.addAll(spec.root().commandLine().getParseResult().originalArgs());
    return words;
  }
}
