package dev.assay.cli;

import static dev.assay.cli.CommandLineCall.assay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that says everything twice is worse than one that says it once. */
class CompareCommandTest {
  @TempDir private Path folder;
  private Path once = Path.of("");
  private Path twice = Path.of("");

  @BeforeEach
  void makeTwoRuns() {
    once = run("once", "patient");
    twice = run("twice", "patient,repeat=2");
  }

  private Path run(String name, String model, Object... more) {
    Path run = folder.resolve(name);
    Object[] command = {"run", "-m", model, "-t", "say", "-o", run};
    Object[] all = java.util.Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    assertThat(assay(all).exitCode()).isEqualTo(ExitCode.OK);
    return run;
  }

  @Test
  void aRunThatLostIsWorseAndShowsWhatItLost() {
    CommandLineCall call = assay("compare", once, twice, "--flips", 2);

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    assertThat(call.out())
        .containsPattern("say/words +exact_match % +100 +80.0 +0.0 +−80.0 \\[−\\d")
        .contains("<0.0001")
        .contains("worse")
        .contains("say/words: 80 flipped examples, 0 won by B")
        .containsPattern("1 +A +say/words1 +say/words1 +say/words1say/words1")
        .contains("- patient: ")
        .doesNotContain("Limits of this comparison");
    assertThat(call.out().lines().filter(line -> line.contains("say/words1say"))).hasSize(1);
    assertThat(call.err()).isEmpty();
  }

  @Test
  void aRunAndItselfAreNotToldApart() {
    CommandLineCall call = assay("compare", once, once);

    assertThat(call.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(call.out())
        .containsPattern("80.0 +80.0 +0.0 \\[0.0, 0.0\\] +1.0000 +7.7 +no difference told")
        .doesNotContain("flipped");
  }

  @Test
  void programsGetJsonWithEveryFlippedExample() throws Exception {
    JsonNode stated =
        Json.mapper()
            .readTree(assay("compare", once, twice, "--json", "--benchmark", "say/words").out());

    assertThat(stated.path("first").asText()).isEqualTo(once.toString());
    assertThat(stated.path("comparisons")).hasSize(1);
    JsonNode comparison = stated.path("comparisons").path(0);
    assertThat(comparison.path("run").asText()).isEqualTo(twice.toString());
    assertThat(comparison.path("metrics")).hasSize(1);
    assertThat(comparison.at("/metrics/0/verdict").asText()).isEqualTo("WORSE");
    assertThat(comparison.at("/metrics/0/test/method").asText()).isEqualTo("exact McNemar");
    assertThat(comparison.at("/metrics/0/losses").asInt()).isEqualTo(80);
    assertThat(comparison.path("flips")).hasSize(80);
  }

  @Test
  void aPageOfTheRunsIsWrittenBesideWhatIsPrinted() {
    Path page = folder.resolve("pages/once and twice.html");

    CommandLineCall call = assay("compare", once, twice, once, "--report", page);

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    assertThat(call.out()).contains("worse");
    assertThat(call.err()).contains("Report: " + page);
    assertThat(page)
        .content()
        .contains("twice, once against once", "Of 2 numbers, B is better in 0 and worse in 2")
        .contains("<a href=\"../twice/report.html\">report</a>")
        .contains("patient (A)", "patient (B)", "patient (C)");
  }

  @Test
  void aPageThatCannotBeWrittenIsNamed() {
    CommandLineCall call = assay("compare", once, twice, "--report", twice);

    assertThat(call.err()).contains("cannot write " + twice);
    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void severalRunsAreEachComparedWithTheFirstAndAllTestsCount() throws Exception {
    CommandLineCall call = assay("compare", once, twice, once);
    JsonNode comparisons =
        Json.mapper()
            .readTree(assay("compare", once, twice, once, "--json").out())
            .path("comparisons");

    assertThat(call.out().lines().filter(line -> line.matches("[AB]: .*")))
        .containsExactly("A: " + once, "B: " + twice, "B: " + once);
    assertThat(call.out()).containsPattern("(?s)worse.*no difference told");
    assertThat(comparisons).hasSize(2);
    JsonNode test = comparisons.at("/0/metrics/0/test");
    // Two metrics in each comparison.
    assertThat(test.path("adjusted").asDouble()).isEqualTo(4 * test.path("p").asDouble());
  }

  @Test
  void examplesMissingOnOneSideAreCounted() {
    Path few = run("few", "patient", "-L", 30);

    assertThat(assay("compare", once, few).out())
        .contains("Limits of this comparison:")
        .contains("patient on say/words is compared on 30 examples only: 70 examples only in A.");
  }

  @Test
  void runsThatCannotBeComparedSaySoAndExitWithTwo() {
    Path seeded = run("seeded", "patient", "--seed", 7);

    CommandLineCall call = assay("compare", once, seeded);

    assertThat(call.out())
        .contains("not compared: other seed (0 in A, 7 in B)")
        .doesNotContain("no difference told");
    assertThat(call.err()).contains("no number of these runs can be compared");
    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theCorrectionCanBeChosenAndIsNamed() throws Exception {
    CommandLineCall call = assay("compare", once, twice, "--correction", "bh");

    assertThat(call.out()).contains("(Benjamini and Hochberg)").contains("worse");
    assertThat(assay("compare", once, twice).out()).contains("(Holm)");
    assertThat(
            Json.mapper()
                .readTree(assay("compare", once, twice, "--correction", "bh", "--json").out())
                .path("adjustment")
                .asText())
        .isEqualTo("BENJAMINI_HOCHBERG");
  }

  @Test
  void aDamagedManifestIsNamed() throws Exception {
    for (String content : java.util.List.of("{}", "null", "{\"models\": [", "no JSON")) {
      Files.writeString(twice.resolve("manifest.json"), content);

      CommandLineCall call = assay("compare", once, twice);

      assertThat(call.err())
          .startsWith("assay: cannot read " + twice.resolve("manifest.json") + ": ")
          .hasLineCount(1);
      assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    }
  }

  @Test
  void anUnknownBenchmarkAndAnUnfinishedRunAreNamed() throws Exception {
    CommandLineCall unknown = assay("compare", once, twice, "--benchmark", "say/wrods");
    Files.delete(twice.resolve("summary.json"));
    CommandLineCall unfinished = assay("compare", once, twice);

    assertThat(unknown.err()).contains("'say/wrods'; did you mean 'say/words'?").hasLineCount(1);
    assertThat(unfinished.err()).contains("holds a run that was interrupted").hasLineCount(1);
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unfinished.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aModelsNameCannotSteerTheTerminal() {
    Path hostile = run("hostile", "patient,name=\u001b[2Jgone\u202e");

    assertThat(assay("compare", once, hostile).out())
        .contains("patient in A, \\u{1b}[2Jgone\\u{202e} in B")
        .doesNotContain("\u001b", "\u202e");
  }
}
