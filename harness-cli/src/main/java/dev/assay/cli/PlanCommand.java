package dev.assay.cli;

import dev.assay.onnx.Device;
import dev.assay.plan.Plan;
import dev.assay.plan.Plan.PlannedBenchmark;
import dev.assay.plan.Plan.PlannedModel;
import dev.assay.plan.Planner;
import dev.assay.plan.Suite;
import dev.assay.plugin.Plugins;
import dev.assay.result.RunFolder;
import dev.assay.run.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code assay plan}: what {@code assay run} would do. */
@Command(
    name = "plan",
    description = {
      "Show what `run` would do with the same arguments, and what it would cost.",
      "",
      "Reads the benchmarks and opens every model, so that mistakes in the set-up show; no model"
          + " is asked anything and nothing is written."
    },
    footer = {
      "",
      "Examples:",
      "  assay plan",
      "  assay plan nightly.yaml --limit 100",
      "  assay plan -m tokenized:models/gpt2 -t 'cute/*' --data-dir data"
    })
final class PlanCommand implements Callable<Integer> {
  /** The key under which a model's card states it, where it does. */
  private static final String FLOPS_PER_TOKEN = "FLOPs per token";

  private final Terminal terminal;

  @Mixin private SuiteOptions suiteOptions = new SuiteOptions();

  @ArgGroup(validate = false, heading = "%nWhere things lie:%n", order = 3)
  private PlaceOptions places = new PlaceOptions();

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Plugins plugins = Plugins.discover(PlanCommand.class.getClassLoader());
    Suite suite = suiteOptions.suite(plugins);
    Device.parse(suite.settings().device());
    Plan plan = new Planner(plugins, places.data(terminal)).plan(suite);
    RunFolder folder = places.folder(plan);

    RequestCount total = RequestCount.NONE;
    List<List<String>> benchmarks = new ArrayList<>();
    for (PlannedBenchmark planned : plan.benchmarks()) {
      RequestCount count = RequestCount.of(planned);
      total = total.plus(count);
      benchmarks.add(row(planned, count));
    }
    benchmarks.add(List.of("all", "", "", count(total.requests()), count(total.promptBytes())));
    print(
        new Table(
            List.of("BENCHMARK", "VERSION", "EXAMPLES", "REQUESTS", "PROMPT BYTES"), benchmarks));
    RequestCount each = total;
    print(
        new Table(
            List.of("MODEL", "PROVIDER", "FAMILY", "PARAMETERS", "FLOP AT MOST"),
            plan.models().stream().map(m -> row(m, each)).toList()));
    terminal
        .out()
        .println(
            "%s: %s x %s on %s, at most %s side by side; %s"
                .formatted(
                    plan.suite(),
                    Quantity.count(plan.models().size(), "model"),
                    Quantity.count(each.requests(), "request"),
                    plan.settings().device(),
                    count(plan.settings().batchSize()),
                    state(folder, plan)));
    terminal.out().flush();
    return ExitCode.OK;
  }

  private static List<String> row(PlannedBenchmark planned, RequestCount count) {
    int total = planned.benchmark().examples().size();
    int examples = planned.examples().size();
    return List.of(
        planned.name(),
        planned.benchmark().card().version(),
        examples == total ? count(total) : count(examples) + " of " + count(total),
        count(count.requests()),
        count(count.promptBytes()));
  }

  private static List<String> row(PlannedModel model, RequestCount each) {
    return List.of(
        model.spec().name(),
        model.spec().provider(),
        model.card().family(),
        model.card().parameters().isPresent()
            ? Quantity.approximate(model.card().parameters().getAsLong())
            : "–",
        mostFlops(model, each));
  }

  /** No tokenizer makes more tokens than there are bytes; attention comes on top. */
  private static String mostFlops(PlannedModel model, RequestCount each) {
    String perToken = model.card().properties().getOrDefault(FLOPS_PER_TOKEN, "");
    try {
      double flops = Double.parseDouble(perToken) * (each.promptBytes() + each.newTokens());
      return flops > 0 ? Quantity.approximate(flops) : "–";
    } catch (NumberFormatException e) {
      return "–";
    }
  }

  private static String state(RunFolder folder, Plan plan) {
    if (RunManifest.in(folder).filter(m -> !m.planHash().equals(plan.hash())).isPresent()) {
      return folder.path() + " holds a run of another plan";
    }
    if (folder.complete()) {
      return "complete in " + folder.path();
    }
    return Runner.continues(folder.journal(), plan.hash())
        ? "begun in " + folder.path()
        : "not begun; would fill " + folder.path();
  }

  private static String count(long n) {
    return Quantity.count(n);
  }

  private void print(Table table) {
    table.lines(0).forEach(terminal.out()::println);
    terminal.out().println();
  }
}
