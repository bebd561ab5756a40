package dev.assay.cli;

import static dev.assay.cli.CommandLineCall.assay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a model that says everything once, and of one that says everything twice, over time. */
class HistoryCommandTest {
  /** 8 MiB in blocks of 512 bytes: room for SQLite's library, not for many runs. */
  private static final String LIMITED = "ulimit -f 16384 && exec \"$@\"";

  @TempDir private Path folder;

  private CommandLineCall history(Object... arguments) {
    Map<String, String> environment = new HashMap<>(CommandLineCall.home(folder));
    environment.put("ASSAY_HISTORY", folder.resolve("history.db").toString());
    Object[] all = new Object[arguments.length + 1];
    all[0] = "history";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return assay(environment, all);
  }

  private Path run(String name, String model) {
    Path run = folder.resolve(name);
    assertThat(assay("run", "-q", "-m", model, "-t", "say", "-o", run).exitCode()).isZero();
    return run;
  }

  /** Copies of a run on other days: fifteen nights, of which the last four are worse. */
  private void nights() throws Exception {
    Path good = run("good", "patient");
    Path bad = run("bad", "patient,repeat=2,name=patient");
    for (int night = 1; night <= 15; night++) {
      Path copy = Files.createDirectory(folder.resolve("night-%02d".formatted(night)));
      Path from = night <= 11 ? good : bad;
      for (String file : List.of("journal", "summary.json")) {
        Files.copy(from.resolve(file), copy.resolve(file));
      }
      Files.writeString(
          copy.resolve("manifest.json"),
          Files.readString(from.resolve("manifest.json"))
              .replaceFirst(
                  "\"started\" : \"[^\"]*\"",
                  "\"started\" : \"2026-03-%02dT02:00:00Z\"".formatted(night)));
      assertThat(history("add", copy).err()).isEmpty();
    }
  }

  @Test
  void aRunIsAddedListedAndFoundAsABaseline() {
    Path run = run("monday", "patient");

    CommandLineCall added = history("add", run, "--name", "v1", "--verdict", "pass");
    CommandLineCall again = history("add", run);

    assertThat(added.exitCode()).as(added.err()).isEqualTo(ExitCode.OK);
    assertThat(added.out()).matches("recorded [0-9a-f]{10}: .*monday\n");
    assertThat(again.out()).startsWith("recorded anew ");
    assertThat(history("list").out())
        .hasLineCount(2)
        .containsPattern("v1 +pass +200 +0 +patient +" + run);
    assertThat(history("baseline", "last-green").out()).isEqualTo(run + "\n");
    assertThat(history("baseline", "v1").out()).isEqualTo(run + "\n");
    assertThat(history("baseline", run + "/summary.json").out()).isEqualTo(run + "\n");
    assertThat(history("show").out())
        .contains("say exact_match % of patient (2 benchmarks, 200 examples, seed 0, data ")
        .contains("1 run, ")
        .contains("80.0");
  }

  @Test
  void aChangeIsMarkedInTheTerminalInJsonAndOnThePage() throws Exception {
    nights();
    Path page = folder.resolve("trends.html");

    CommandLineCall show = history("show", "say/words", "--rows", 5);
    JsonNode json = Json.mapper().readTree(history("show", "say/words", "--json").out());
    CommandLineCall chart = history("chart", "say/*", "-o", page);

    assertThat(show.out())
        .contains("███████████│▁▁▁▁")
        .contains("15 runs, 2026-03-01 to 2026-03-15")
        .containsPattern("worse from 2026-03-12 on: 80\\.0 → 0\\.0 \\(p 0\\.00\\d\\)")
        .containsPattern("2026-03-12 02:00:00 +[0-9a-f]{10} +0\\.0 +\\[0\\.0, 3\\.7\\] +0 +worse")
        .doesNotContain("2026-03-10 02:00:00");
    assertThat(json.at("/0/changes/0/index").asInt()).isEqualTo(11);
    assertThat(json.at("/0/series/points")).hasSize(15);
    assertThat(chart.out()).isEqualTo(page + "\n");
    assertThat(page)
        .content()
        .contains("<h2>say/words, exact_match of patient</h2>", "say/numbers");
  }

  @Test
  void aBaselineWhoseFolderIsGoneStillCompares() throws Exception {
    Path run = run("monday", "patient");
    assertThat(history("add", run, "--verdict", "pass").exitCode()).isZero();
    Files.move(run, folder.resolve("elsewhere"));

    CommandLineCall baseline = history("baseline", "last-green");
    CommandLineCall comparison =
        assay("compare", baseline.out().strip(), run("tuesday", "patient,repeat=2,name=patient"));

    assertThat(baseline.err()).contains("no longer holds that run").hasLineCount(1);
    assertThat(comparison.out()).contains("say/words: 80 flipped examples, 0 won by B");
  }

  @Test
  void mistakesAreExplainedInALine() {
    Path run = run("monday", "patient");

    assertThat(history("list").err()).contains("there is no history ").hasLineCount(1);
    assertThat(history("add", run, "--verdict", "passed").err()).contains("did you mean 'pass'?");
    assertThat(history("add", run, run, "--name", "v1").err()).contains("--name names one run");
    assertThat(history("add", folder.resolve("none")).err()).contains("there is no run folder");
    history("add", run);
    assertThat(history("show", "say/wrods").err()).contains("did you mean 'say/words'?");
    assertThat(history("baseline", "v2").err()).contains("unknown name of a run");
    assertThat(history("list", "--db", "jdbc:postgresql://h/d?password=x").err())
        .contains("PGPASSWORD")
        .doesNotContain("password=x");
    assertThat(history("show", "--last", 0).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aNameThatMovesIsSaid() {
    history("add", run("monday", "patient"), "--name", "main");

    CommandLineCall moved = history("add", run("tuesday", "patient,repeat=2"), "--name", "main");

    assertThat(moved.err()).contains("the name main was that of the run ").hasLineCount(1);
    assertThat(moved.exitCode()).isEqualTo(ExitCode.OK);
  }

  /** Runs whose contents are too random to be compressed, until the file may grow no further. */
  @Test
  @Timeout(120)
  void aHistoryThatCanGrowNoFurtherSaysSoAndLosesNothing() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/bin/sh"))).as("needs a POSIX shell").isTrue();
    Path first = run("first", "patient");
    Path large = run("large", "patient,name=large");
    swell(large);
    AssayProcess process = new AssayProcess(folder);

    int exitCode =
        process
            .start(
                List.of("/bin/sh", "-c", LIMITED, "sh"),
                "history",
                "add",
                first.toString(),
                large.toString(),
                "--db",
                folder.resolve("history.db").toString())
            .waitFor();

    assertThat(process.output())
        .containsPattern("recorded [0-9a-f]{10}: .*first\n")
        .containsPattern("assay: cannot record .*large in the history .*history.db: ")
        .contains("give the same command again")
        .doesNotContain("\tat ");
    assertThat(exitCode).isEqualTo(ExitCode.FAILED);
    assertThat(history("list").out()).hasLineCount(2).contains("first");
    assertThat(history("add", first, large).exitCode()).isZero();
    assertThat(history("list").out()).hasLineCount(3);
  }

  private static void swell(Path run) throws Exception {
    byte[] noise = new byte[8 << 20];
    new java.util.Random(1).nextBytes(noise);
    String text = java.util.Base64.getEncoder().encodeToString(noise);
    Path summary = run.resolve("summary.json");
    JsonNode json = Json.mapper().readTree(summary.toFile());
    ((com.fasterxml.jackson.databind.node.ObjectNode) json.at("/metrics/0")).put("unit", text);
    Files.writeString(summary, Json.line(json));
  }
}
