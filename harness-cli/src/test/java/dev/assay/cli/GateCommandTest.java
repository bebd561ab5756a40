package dev.assay.cli;

import static dev.assay.cli.CommandLineCall.assay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A model that says everything twice cannot take the place of one that says it once. */
class GateCommandTest {
  private static final String GOOD = "patient,name=subject";
  private static final String DEGRADED = "patient,repeat=2,name=subject";

  @TempDir private Path folder;

  private Path run(String name, String model, Object... more) {
    Path run = folder.resolve(name);
    Object[] command = {"run", "-m", "patient,name=other", "-m", model, "-t", "say", "-o", run};
    CommandLineCall call = assay(Stream.of(command, more).flatMap(Stream::of).toArray());
    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    return run;
  }

  private CommandLineCall gate(Path baseline, Path candidate, Object... more) {
    Object[] command = {"gate", candidate, "--baseline", baseline};
    return assay(Stream.of(command, more).flatMap(Stream::of).toArray());
  }

  @Test
  void twoRunsOfTheSameSuitePass() {
    CommandLineCall call = gate(run("monday", GOOD), run("tuesday", GOOD));

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    assertThat(call.out())
        .contains("Gate: pass. Of 8 numbers 8 passed, 0 are undecided, 0 failed.")
        .contains("the same model gave the same answers")
        .containsPattern("pass +other +say/words +exact_match % +100 +80.0 +80.0")
        .doesNotContain("lost");
  }

  @Test
  void aDegradedCopyFailsAndTasksAndFlippedExamplesAreNamed() {
    CommandLineCall call = gate(run("monday", GOOD), run("tuesday", DEGRADED), "--flips", 2);

    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.out())
        .containsPattern("fail +subject +say \\(average\\) +exact_match %")
        .containsPattern(
            "fail +subject +say/words +exact_match % +100 +80.0 +0.0 +−80.0 \\[−8\\d\\.\\d, −7\\d\\.\\d] +−5.0"
                + " +<0.0001 +worse by more than the margin")
        .containsPattern("pass +other +say/words")
        .contains("Flipped: subject on say/words: 80 examples lost, 0 won")
        .containsPattern("lost +1 +say/words1 +say/words1 +say/words1say/words1")
        .endsWith("Gate: fail. Of 8 numbers 5 passed, 0 are undecided, 3 failed.\n");
    assertThat(call.out().lines().filter(line -> line.startsWith("lost"))).hasSize(4);
  }

  @Test
  void withAThirdOfTheExamplesMissingNothingPasses() {
    Path all = run("monday", GOOD);
    CommandLineCall missing = gate(all, run("few", GOOD, "-L", 67));
    CommandLineCall worse = gate(all, run("few-and-worse", DEGRADED, "-L", 67));

    assertThat(missing.exitCode()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(missing.out())
        .contains("67 of 100")
        .contains("only 67 of the baseline's 100 scored examples can be compared")
        .containsPattern("Gate: undecided. Of 8 numbers 2 passed, 6 are undecided, 0 failed.");
    assertThat(worse.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aPolicyOfOnesOwnDecidesAndTheStandardOneIsAStart() throws Exception {
    Path monday = run("monday", GOOD);
    Path tuesday = run("tuesday", DEGRADED);
    Path lenient =
        Files.writeString(
            folder.resolve("gate.yaml"), "quality: [{benchmarks: say, margin: 99 points}]\n");
    Path standard =
        Files.writeString(folder.resolve("standard.yaml"), assay("gate", "--print-policy").out());

    assertThat(gate(monday, tuesday, "--policy", lenient).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(gate(monday, tuesday, "--policy", standard).out())
        .isEqualTo(gate(monday, tuesday).out());
  }

  @Test
  void aMistakeInAPolicyIsNamedWithItsLine() throws Exception {
    Path monday = run("monday", GOOD);
    Path policy =
        Files.writeString(
            folder.resolve("gate.yaml"),
            "level: 0.05\nquality:\n  - benchmarks: say/wrods\n    margin: 5 points\n");

    CommandLineCall call = gate(monday, monday, "--policy", policy);

    assertThat(call.err().strip())
        .contains(
            "gate.yaml, line 3, key 'quality[0].benchmarks': unknown benchmark of the baseline")
        .contains("did you mean 'say/words'?")
        .hasLineCount(1);
    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void buildServersGetJUnitXml() throws Exception {
    Path file = folder.resolve("build/reports/gate.xml");

    gate(run("monday", GOOD), run("tuesday", DEGRADED), "--junit", file, "--flips", 3);

    Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    Element root = xml.getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("testsuites");
    assertThat(root.getAttribute("tests")).isEqualTo("8");
    assertThat(root.getAttribute("failures")).isEqualTo("3");
    assertThat(root.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
    Element failure = (Element) root.getElementsByTagName("failure").item(1);
    assertThat(((Element) failure.getParentNode()).getAttribute("name"))
        .isEqualTo("say/words exact_match %");
    assertThat(failure.getAttribute("message")).isEqualTo("worse by more than the margin");
    assertThat(failure.getTextContent())
        .contains("subject on say/words: exact_match % went from 80.0 to 0.0")
        .containsPattern("lost +1 +say/words1");
    assertThat(folder.resolve("build/reports")).isDirectoryContaining("glob:**gate.xml");
    assertThat(Files.list(folder.resolve("build/reports"))).hasSize(1);
  }

  @Test
  void programsGetJson() throws Exception {
    Path file = folder.resolve("gate.json");
    Path few = run("few", DEGRADED, "-L", 3);

    int exitCode = gate(few, few, "--json", file).exitCode();
    JsonNode same = Json.mapper().readTree(file.toFile());
    gate(run("monday", GOOD), run("tuesday", DEGRADED), "--json", file);
    JsonNode worse = Json.mapper().readTree(file.toFile());

    assertThat(exitCode).isEqualTo(ExitCode.OK);
    assertThat(same.path("verdict").asText()).isEqualTo("pass");
    assertThat(same.path("exitCode").asInt()).isZero();
    assertThat(worse.path("format").asInt()).isEqualTo(1);
    assertThat(worse.path("verdict").asText()).isEqualTo("fail");
    assertThat(worse.path("flips")).hasSize(160);
    JsonNode failures = worse.path("judgements").path(7);
    assertThat(failures.path("metric").asText()).isEqualTo("failures");
    assertThat(failures.path("low").isNull()).isTrue();
    assertThat(failures.path("p").isNull()).isTrue();
    assertThat(worse.path("judgements").findValuesAsText("verdict"))
        .containsExactly("pass", "pass", "pass", "fail", "fail", "fail", "pass", "pass");
  }

  @Test
  void gitHubGetsAnnotationsAndASummaryBehindWhatStandsThere() throws Exception {
    Path summary = Files.writeString(folder.resolve("summary.md"), "# Build\n\n");
    Path monday = run("monday", GOOD);
    Path tuesday = run("tuesday", DEGRADED);

    CommandLineCall call =
        assay(
            Map.of("GITHUB_STEP_SUMMARY", summary.toString()),
            "gate",
            tuesday,
            "--baseline",
            monday,
            "--github");

    assertThat(call.out().lines().filter(line -> line.startsWith("::"))).hasSize(3);
    assertThat(call.out())
        .contains(
            "::error title=Gate%3A fail%2C subject on say/words%3A exact_match %25::subject on say/words: exact_match %25 went from 80.0 to 0.0");
    assertThat(Files.readString(summary))
        .startsWith("# Build\n\n## Gate: fail. Of 8 numbers 5 passed")
        .contains("| **fail** | subject | say/words | exact\\_match % | 100 | 80.0 | 0.0 |")
        .contains("<details><summary>subject on say/words: 80 examples lost, 0 won</summary>");
  }

  @Test
  void namesAndAnswersCannotSteerTerminalJobOrMarkup() throws Exception {
    String name = "::error::\u001b[2J|<b>&]]>\ufffe`";
    Path monday = run("monday", "patient,name=" + name);
    Path tuesday = run("tuesday", "patient,repeat=2,name=" + name);
    Path xml = folder.resolve("gate.xml");
    Path markdown = folder.resolve("gate.md");

    CommandLineCall call =
        gate(monday, tuesday, "--github", "--junit", xml, "--markdown", markdown);

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.FAILED);
    assertThat(call.out()).doesNotContain("\u001b");
    assertThat(call.out().lines().map(String::strip).filter(line -> line.startsWith("::")))
        .allMatch(line -> line.startsWith("::error title=Gate%3A fail%2C %3A%3Aerror"));
    Document parsed = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());
    assertThat(((Element) parsed.getElementsByTagName("testsuite").item(1)).getAttribute("name"))
        .isEqualTo("::error::\\u{1b}[2J|<b>&]]>\\u{fffe}`");
    assertThat(Files.readString(markdown))
        .contains("| \\:\\:error\\:\\:\\\\u{1b}\\[2J\\|\\<b\\>\\&\\]\\]\\>")
        .contains("<details><summary>::error::\\u{1b}[2J|&lt;b&gt;&amp;]]&gt;")
        .doesNotContain("\u001b");
  }

  @Test
  void aFileThatCannotBeWrittenIsAnError() throws Exception {
    Path monday = run("monday", GOOD);
    Path file = Files.createFile(folder.resolve("file"));

    CommandLineCall call = gate(monday, monday, "--junit", file.resolve("gate.xml"));

    assertThat(call.err()).contains("cannot write " + file.resolve("gate.xml")).hasLineCount(1);
    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void anotherSeedLeavesTheGateUndecided() {
    CommandLineCall call = gate(run("monday", GOOD), run("seeded", GOOD, "--seed", 7));

    assertThat(call.out()).contains("other seed (0 in A, 7 in B)").contains("Gate: undecided.");
    assertThat(call.exitCode()).isEqualTo(ExitCode.UNDECIDED);
  }

  @Test
  void theHelpNamesTheExitCodesOfAGate() {
    assertThat(assay("gate", "--help").out())
        .contains("4   undecided: examples are missing or too few")
        .contains("1   failed, or a file could not be written")
        .doesNotContain("beyond the tolerance");
  }
}
