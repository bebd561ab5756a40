package dev.assay.cli;

import static dev.assay.cli.CommandLineCall.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.model.SweepPoint;
import dev.assay.result.Manifest;
import dev.assay.result.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  @TempDir private Path folder;
  private Path run = Path.of("");

  @BeforeEach
  void chooseFolder() {
    run = folder.resolve("run");
  }

  @Test
  void aRunEndsWithATableAndItsFiles() {
    CommandLineCall call = assay("run", "-m", "patient", "-t", "say", "-L", 10, "-o", run);

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    assertThat(call.out()).contains("say exact_match %").contains("80.0 ± ");
    assertThat(run).isDirectoryContaining("glob:**/metrics.csv");
    assertThat(run).isDirectoryContaining("glob:**/manifest.json");
    assertThat(call.err()).contains("1 model, 2 benchmarks, 20 examples");
  }

  @Test
  void theManifestStatesCommandSettingsAndHost() {
    assay("run", "-m", "patient,name=p", "-t", "say", "-L", 3, "--seed", 7, "-o", run);

    Manifest manifest = RunManifest.in(new RunFolder(run)).orElseThrow();
    assertThat(manifest.commandLine()).startsWith("assay", "run", "-m", "patient,name=p");
    assertThat(manifest.settings()).containsEntry("limit", "3").containsEntry("seed", "7");
    assertThat(manifest.host()).containsKeys("os", "processor", "cores", "java", "engine");
    assertThat(manifest.models()).extracting(m -> m.card().name()).containsExactly("p");
  }

  @Test
  void aCompleteRunIsNotRunAgain() {
    Object[] command = {
      "run", "-m", "patient,log=" + folder.resolve("log"), "-t", "say", "-o", run
    };
    assay(command);

    CommandLineCall again = assay(command);

    assertThat(again.err()).contains("is complete; nothing to run");
    assertThat(again.out()).contains("80.0 ± ");
    assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("log")).content().hasLineCount(200);
  }

  @Test
  void aTornJournalIsSaidAndTheRunContinues() throws Exception {
    Object[] command = {"run", "-m", "patient", "-t", "say/words", "-o", run};
    assay(command);
    Files.delete(run.resolve("summary.json"));
    Files.writeString(run.resolve("journal"), "0badc0de 99 {\"exam", StandardOpenOption.APPEND);

    CommandLineCall call = assay(command);

    assertThat(call.err())
        .contains("half-written record of 18 bytes")
        .contains("Continuing: 100 of 100 examples were finished before");
    assertThat(call.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aFolderWithAnotherPlanIsRefusedAndTheDifferenceNamed() {
    assay("run", "-m", "patient", "-t", "say", "-L", 3, "-o", run);

    CommandLineCall call = assay("run", "-m", "patient", "-t", "say", "-L", 4, "-o", run);

    assertThat(call.err())
        .contains("holds a run of another plan")
        .contains("other benchmarks, data or limit")
        .contains("--output");
    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void failedExamplesFailTheRunUnlessTheyAreTolerated() {
    CommandLineCall strict = assay("run", "-m", "patient,refuse=3", "-t", "say", "-o", run);
    CommandLineCall tolerant =
        assay(
            "run", "-m", "patient,refuse=3", "-t", "say", "--failure-tolerance", "0.01", "-o", run);

    assertThat(strict.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(strict.err())
        .contains("2 of 200 examples failed, more than the tolerance of 0.0 %")
        .contains("patient on say/words#3: I would rather not");
    assertThat(tolerant.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void optionsWinOverTheSuite() throws Exception {
    Path suite =
        Files.writeString(
            folder.resolve("nightly.yaml"),
            "models: [patient]\nbenchmarks: [say]\nlimit: 5\nseed: 3\n");

    assay("run", suite, "--limit", 2, "-o", run);

    Manifest manifest = RunManifest.in(new RunFolder(run)).orElseThrow();
    assertThat(manifest.suite()).isEqualTo("nightly");
    assertThat(manifest.settings()).containsEntry("limit", "2").containsEntry("seed", "3");
  }

  @Test
  void aSweepRunsEveryModelThatHasTheOptionAtEachValue() {
    CommandLineCall call =
        assay(
            "run",
            "-m",
            "patient",
            "-m",
            "majority",
            "--sweep",
            "repeat=1,2",
            "-t",
            "say",
            "-L",
            2,
            "-o",
            run);

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    Manifest manifest = RunManifest.in(new RunFolder(run)).orElseThrow();
    assertThat(manifest.models())
        .extracting(m -> m.card().name())
        .containsExactly("patient repeat=1", "patient repeat=2", "majority");
    assertThat(manifest.models().get(1).sweep())
        .contains(new SweepPoint("patient", Map.of("repeat", "2")));
    assertThat(manifest.models().get(2).sweep()).isEmpty();
  }

  @Test
  void wordsOfLmEvaluationHarnessAreUnderstood() {
    CommandLineCall call =
        assay(
            (Object[])
                ("run --model patient --model_args repeat=1 --tasks say/words,say/numbers --limit 5"
                        + " --batch_size auto --device cpu --log_samples --seed 1 --output_path "
                        + run)
                    .split(" "));

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void answersComeFromTheCacheWhereOneIsNamed() {
    Path cache = folder.resolve("cache");
    Path log = folder.resolve("log");
    assay("run", "-m", "patient,log=" + log, "-t", "say", "-c", cache, "-o", folder.resolve("a"));

    CommandLineCall second =
        assay(
            "run", "-m", "patient,log=" + log, "-t", "say", "-c", cache, "-o", folder.resolve("b"));

    assertThat(log).content().hasLineCount(200);
    assertThat(second.out()).contains("200 examples were answered from the cache");
    assertThat(folder.resolve("b/metrics.csv"))
        .hasSameTextualContentAs(folder.resolve("a/metrics.csv"));
  }

  @Test
  void aDamagedCacheIsSaidAndTheRunGoesOnWithoutIt() throws Exception {
    Path cache = folder.resolve("cache");
    assay("run", "-m", "patient", "-t", "say", "-c", cache, "-o", folder.resolve("a"));
    try (Stream<Path> files = Files.list(cache)) {
      Path journal = files.findFirst().orElseThrow();
      Files.writeString(journal, "ffffffff 2 {}\n297bd0aa 2 {}\n"); // the second CRC is right
    }

    CommandLineCall second =
        assay("run", "-m", "patient", "-t", "say", "-c", cache, "-o", folder.resolve("b"));

    assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(second.err()).contains("warning: ");
  }

  @Test
  void modelsThatLookAtTheBenchmarkAreMarkedAndReportsAreWritten() {
    CommandLineCall call =
        assay(
            "run",
            "-m",
            "majority",
            "-m",
            "copy-input",
            "-t",
            "cute-generated",
            "-L",
            2,
            "-o",
            run);

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    assertThat(call.out())
        .contains("majority °")
        .contains("° looks at the benchmark, so does not compete")
        .contains("Report: " + run.resolve("report.html"));
    assertThat(run.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void theShowcaseIsWhatRunsWithoutASuite() {
    CommandLineCall plan = assay("plan", "-L", 1);

    assertThat(plan.out()).contains("bpe-8192", "cute-generated/spell ", "runs/showcase-");
    assertThat(plan.exitCode()).as(plan.err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void quietMeansOnlyTheResult() {
    CommandLineCall call = assay("run", "-m", "patient", "-t", "say", "-q", "-o", run);

    assertThat(call.err()).isEmpty();
    assertThat(call.out()).contains("80.0 ± ");
  }
}
