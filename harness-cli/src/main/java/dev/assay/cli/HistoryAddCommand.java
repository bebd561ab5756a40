package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.history.Added;
import dev.assay.history.GateVerdict;
import dev.assay.history.History;
import dev.assay.result.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay history add}: records finished runs. */
@Command(
    name = "add",
    description = {
      "Record finished runs. A run that is recorded already is recorded anew, not twice; a name or"
          + " verdict that is not given stays."
    },
    footer = {
      "",
      "Examples:",
      "  assay history add runs/*",
      "  assay history add runs/today --name v1.2 --verdict pass"
    })
final class HistoryAddCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run folders.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Name of the run, by which `assay history baseline` finds it. Moves from the run that"
              + " had it.")
  private @Nullable String name;

  @Option(
      names = "--verdict",
      paramLabel = "VERDICT",
      description = "What a gate said of the run: pass, fail or undecided.")
  private @Nullable String verdict;

  @Mixin private HistoryOptions place = new HistoryOptions();

  HistoryAddCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (name != null && folders.size() > 1) {
      throw new SetupException("--name names one run, and %d are given".formatted(folders.size()));
    }
    Optional<GateVerdict> given = Optional.ofNullable(verdict).map(HistoryAddCommand::parse);
    for (Path folder : folders) {
      if (!Files.exists(folder)) {
        throw new SetupException("there is no run folder %s".formatted(folder));
      }
    }
    try (History history = place.openOrCreate(terminal)) {
      for (Path folder : folders) {
        tell(folder, history.add(new RunFolder(folder), Optional.ofNullable(name), given));
      }
    }
    return ExitCode.OK;
  }

  private static GateVerdict parse(String text) {
    List<String> words = Arrays.stream(GateVerdict.values()).map(HistoryAddCommand::word).toList();
    int index = words.indexOf(text);
    if (index < 0) {
      throw SetupException.unknownName("verdict", text, words);
    }
    return GateVerdict.values()[index];
  }

  static String word(GateVerdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private void tell(Path folder, Added added) {
    terminal
        .out()
        .println(
            OneLine.of(
                "%s %s: %s"
                    .formatted(
                        added.isNew() ? "recorded" : "recorded anew",
                        added.run().shortId(),
                        folder)));
    terminal.out().flush();
    added
        .namedBefore()
        .ifPresent(
            other ->
                terminal.say(
                    "assay: the name %s was that of the run %s, which now has none.",
                    added.run().name().orElse(""), other.shortId()));
  }
}
