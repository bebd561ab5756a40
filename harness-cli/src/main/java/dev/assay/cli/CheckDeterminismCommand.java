package dev.assay.cli;

import dev.assay.check.DeterminismCheck;
import dev.assay.check.DeterminismResult;
import dev.assay.check.Difference;
import dev.assay.onnx.Device;
import dev.assay.plan.Plan;
import dev.assay.plan.Planner;
import dev.assay.plan.Suite;
import dev.assay.plugin.Plugins;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay check determinism}: whether batches change answers. */
@Command(
    name = "determinism",
    description = {
      "Ask the same requests in batches of different sizes and compare the answers.",
      "",
      "A response must depend on the model and the request alone. Every difference is shown,"
          + " example by example."
    },
    footer = {
      "",
      "Examples:",
      "  assay check determinism -m bpe-8192 -t cute-generated -L 20",
      "  assay check determinism nightly.yaml --batch-sizes 1,8,32"
    })
final class CheckDeterminismCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private SuiteOptions suiteOptions = new SuiteOptions();
  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--batch-sizes",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,7,64",
      description = "Batch sizes to compare (default: ${DEFAULT-VALUE}).")
  private List<Integer> batchSizes = List.of();

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress, only the result.")
  private boolean quiet;

  CheckDeterminismCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Plugins plugins = Plugins.discover(CheckDeterminismCommand.class.getClassLoader());
    Planner planner = new Planner(plugins, data.store(terminal));
    Suite suite = suiteOptions.suite(plugins);
    Device.parse(suite.settings().device());
    Plan plan = planner.plan(suite);
    DeterminismCheck check = new DeterminismCheck(planner, quiet ? message -> {} : terminal::say);
    List<DeterminismResult> results = check.run(plan, batchSizes);
    results.forEach(this::print);
    terminal.out().flush();
    return results.stream().allMatch(r -> r.differences().isEmpty())
        ? ExitCode.OK
        : ExitCode.FAILED;
  }

  private void print(DeterminismResult result) {
    long differing = result.differences().stream().map(Difference::example).distinct().count();
    terminal
        .out()
        .println(
            "%s on %s: %s of %s examples answered alike"
                .formatted(
                    result.model(),
                    result.benchmark(),
                    Quantity.count(result.examples() - differing),
                    Quantity.count(result.examples())));
    for (Difference difference : result.differences()) {
      terminal.out().println("  example " + difference.example());
      terminal.out().println("    %s: %s".formatted(difference.variantA(), difference.outputA()));
      terminal.out().println("    %s: %s".formatted(difference.variantB(), difference.outputB()));
    }
  }
}
