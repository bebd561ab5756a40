package dev.assay.cli;

import static dev.assay.cli.CommandLineCall.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands besides {@code run}. */
class CommandsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "plan",
        "list",
        "report",
        "import",
        "compare",
        "gate",
        "history",
        "history add",
        "history list",
        "history show",
        "history chart",
        "history baseline",
        "data",
        "data list",
        "data verify",
        "data pull",
        "doctor",
        "check",
        "check determinism",
        "completion"
      })
  void everyCommandHasHelp(String command) {
    CommandLineCall call = assay((Object[]) (command + " --help").split(" "));

    assertThat(call.out()).startsWith("Usage: assay " + command).contains("Exit codes:");
    assertThat(call.out().lines().filter(line -> line.length() > 80)).isEmpty();
    assertThat(call.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theHelpOfRunShowsTheCommonThingsFirstAndEachOptionOnce() {
    String help = assay("run", "--help").out();

    assertThat(help).containsSubsequence("--model", "--tasks", "--limit", "--output", "--debug");
    assertThat(help).containsOnlyOnce("--limit=").doesNotContain("--gen-kwargs");
    assertThat(help).containsSubsequence("Exit codes:", "Examples:");
  }

  @Test
  void aPlanShowsWhatWouldRunAndWritesNothing() {
    Path run = folder.resolve("run");

    CommandLineCall call = assay("plan", "-m", "patient", "-t", "say", "-L", 10, "-o", run);

    // 10 prompts of 10 bytes ("say/words0") and 10 of 12, each with at most 10 new tokens.
    assertThat(call.out())
        .contains("say/words          1  10 of 100        10           100")
        .contains("1.25 M")
        .contains("1.05 G")
        .contains("would fill " + run);
    assertThat(run).doesNotExist();
    assertThat(call.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aPlanKnowsWhetherItsRunIsComplete() {
    Path run = folder.resolve("run");
    assay("run", "-m", "patient", "-t", "say", "-o", run);

    assertThat(assay("plan", "-m", "patient", "-t", "say", "-o", run).out())
        .contains("complete in " + run);
    assertThat(assay("plan", "-m", "patient", "-t", "say", "-L", 1, "-o", run).out())
        .contains(run + " holds a run of another plan");
  }

  @Test
  void listingsNamePluginsModelsBenchmarksAndDevices() throws Exception {
    assertThat(assay("list", "models").out()).contains("patient").contains("repeats what it is");
    assertThat(assay("list", "options").out()).contains("delay-ms");
    assertThat(assay("list", "benchmarks").out()).contains("say/words").contains("embedded");
    assertThat(assay("list", "benchmarks").err()).contains("`assay list variants`");
    assertThat(assay("list", "variants").out()).contains("drop-prompt").contains("10 %");
    assertThat(assay("list", "devices").out()).contains("cpu").contains("ONNX Runtime");
    assertThat(assay("list", "plugins").out()).contains("dev.example.patient.PatientProvider");
    assertThat(Json.mapper().readTree(assay("list", "benchmarks", "--json").out()))
        .anyMatch(b -> b.path("benchmark").asText().equals("say/words"))
        .allMatch(b -> b.has("version"));
  }

  @Test
  void aReportIsWrittenAnewFromTheFolder() {
    Path run = folder.resolve("run");
    assay("run", "-m", "patient", "-t", "say", "-o", run);

    assertThat(assay("report", run).exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void anInterruptedRunHasNoReport() throws Exception {
    Path run = folder.resolve("run");
    assay("run", "-m", "patient", "-t", "say", "-o", run);
    Files.delete(run.resolve("summary.json"));

    CommandLineCall call = assay("report", run);

    assertThat(call.err()).contains("run the same `assay run` command again to finish it");
    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void dataThatAreNotAtHandAreNamedFileByFile() {
    CommandLineCall verify = assay(CommandLineCall.home(folder), "data", "verify", "cute");
    CommandLineCall list = assay(CommandLineCall.home(folder), "data", "list");

    assertThat(verify.out()).contains("cute: 0 of ").contains("missing: cute/spell.tsv");
    assertThat(verify.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(list.out()).contains("cute").contains("MIT").contains("not at hand");
    assertThat(list.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void pullingShowsTheLicenceFirstAndOfflineMeansNoNetwork() {
    CommandLineCall call = assay("data", "pull", "cute", "--offline", "--data-dir", folder);

    assertThat(call.err())
        .containsSubsequence("Licence: MIT", "assay: data set 'cute' cannot be pulled in offline");
    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theDoctorLooksAtEverything() {
    CommandLineCall call = assay(CommandLineCall.home(folder), "doctor");

    assertThat(call.out())
        .contains("ok    Java: ")
        .contains("ok    Inference engine: ONNX Runtime")
        .contains("Memory: ")
        .contains("Disk: ")
        .contains("ok    Plugins: ");
    assertThat(call.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theCheckOfDeterminismPassesAModelThatKeepsItsPromise() {
    CommandLineCall call = assay("check", "determinism", "-m", "patient", "-t", "say", "-L", 20);

    assertThat(call.out()).contains("patient on say/words: 20 of 20 examples answered alike");
    assertThat(call.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theCheckOfDeterminismShowsEveryDifference() {
    CommandLineCall call =
        assay("check", "determinism", "-m", "patient,moody=true", "-t", "say/words", "-L", 2);

    assertThat(call.out())
        .contains("0 of 2 examples answered alike")
        .contains("batch size 1: say/words0 1")
        .contains("batch size 7: say/words0 7");
    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void theCompletionIsAShellScriptThatKnowsTheOptions() {
    assertThat(assay("completion").out()).startsWith("#!/usr/bin/env bash").contains("--tasks");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(assay("--version").out()).containsPattern("assay \\d+\\.\\d+\\.\\d+");
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    assertThat(assay().out()).startsWith("Usage: assay").contains("Commands:");
  }
}
