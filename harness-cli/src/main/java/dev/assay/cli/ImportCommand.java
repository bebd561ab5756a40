package dev.assay.cli;

import dev.assay.RunException;
import dev.assay.SetupException;
import dev.assay.lmeval.LmEvalImport;
import dev.assay.lmeval.LmEvalImport.Imported;
import dev.assay.result.Manifest;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import dev.assay.result.WholeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay import}: makes run folders of what lm-evaluation-harness wrote. */
@Command(
    name = "import",
    description = {
      "Make a run folder of an evaluation by lm-evaluation-harness (with --log_samples), so that"
          + " compare, gate, history and report work on it."
    },
    footer = {
      "",
      "Examples:",
      "  assay import output/my-model",
      "  assay import output/my-model/results_2026-03-01T02-00-00.json",
      "  assay import output/my-model --name v2 -o runs/v2"
    })
final class ImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "PLACE",
      description = "Its results file, the folder of it, or the folder above (one evaluation).")
  private Path place = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Run folder to make (default: runs/MODEL-HASH).")
  private @Nullable Path output;

  @Option(
      names = "--name",
      paramLabel = "MODEL",
      description = "What to call the model (default: what the file calls it).")
  private @Nullable String name;

  ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<String> model = Optional.ofNullable(name);
    if (model.filter(String::isBlank).isPresent()) {
      throw new SetupException("--name is blank");
    }
    Imported imported = LmEvalImport.read(place, model, Version.current(), commandLine());
    Path target = output != null ? output : usual(imported.run().manifest());
    if (Files.exists(target)) {
      throw new SetupException(
          "%s exists already; choose another folder with --output".formatted(target));
    }
    write(imported.run(), target);
    terminal.out().println(target);
    imported.notes().forEach(note -> terminal.say(OneLine.of(note)));
    return ExitCode.OK;
  }

  private List<String> commandLine() {
    List<String> words = new ArrayList<>(List.of("assay", "import", place.toString()));
    if (name != null) {
      words.addAll(List.of("--name", name));
    }
    return words;
  }

  private static Path usual(Manifest manifest) {
    String model = SuiteOptions.fileName(manifest.models().get(0).card().name());
    return Path.of("runs", model + "-" + manifest.planHash().substring(0, 8));
  }

  /** The folder is filled beside its place and then moved, so that it appears whole. */
  private static void write(RunResult run, Path target) {
    Path place = target.toAbsolutePath();
    Path temporary = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID());
    try {
      try {
        new RunFolder(temporary).writeAll(run);
        Files.move(temporary, place);
      } finally {
        WholeFolder.delete(temporary);
      }
    } catch (IOException e) {
      throw new RunException("cannot write %s: %s".formatted(target, e.getMessage()), e);
    }
  }
}
