package dev.assay.cli;

import static dev.assay.cli.CommandLineCall.assay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lm-evaluation-harness 0.4.13 wrote (resources, {@code lm-eval/README.md}), imported. */
class ImportCommandTest {
  private static final String DATE = "_2026-11-26T01-48-11.959388";

  @TempDir private Path folder;
  private Path output = Path.of("");
  private Path run = Path.of("");

  @BeforeEach
  void copyTheEvaluation() throws Exception {
    output = Files.createDirectory(folder.resolve("dummy-1"));
    run = folder.resolve("run");
    Path fixture = Path.of("src/test/resources/lm-eval");
    try (Stream<Path> files = Files.list(fixture)) {
      for (Path file : files.filter(f -> f.toString().contains(DATE)).toList()) {
        Files.copy(file, output.resolve(file.getFileName()));
      }
    }
  }

  private Path results() {
    return output.resolve("results" + DATE + ".json");
  }

  private Path samples(String task) {
    return output.resolve("samples_" + task + DATE + ".jsonl");
  }

  private RunResult imported() {
    CommandLineCall call = assay("import", output, "-o", run);
    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    return new RunFolder(run).read();
  }

  @Test
  void everyNumberAndStandardErrorIsThatOfTheResultsFile() throws Exception {
    JsonNode results = Json.mapper().readTree(results().toFile()).path("results");

    List<MetricResult> numbers = imported().summary().metrics();

    Set<String> seen = new HashSet<>();
    for (MetricResult number : numbers) {
      String[] name = number.benchmark().split("/");
      String filter = "," + (name.length == 3 ? name[2] : "none");
      JsonNode task = results.path(name[1]);
      assertThat(number.value()).isEqualTo(task.path(number.metric() + filter).doubleValue());
      JsonNode error = task.path(number.metric() + "_stderr" + filter);
      assertThat(Double.valueOf(number.standardError()))
          .isEqualTo(Double.valueOf(error.asDouble(Double.NaN)));
      seen.add(number.benchmark() + ":" + number.metric());
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "lm-eval/capitals:acc",
            "lm-eval/capitals:acc_norm",
            "lm-eval/rivers:acc",
            "lm-eval/rivers:acc_norm",
            "lm-eval/laughs/strict:exact_match",
            "lm-eval/laughs/strict:bleu",
            "lm-eval/laughs/last-letter:exact_match",
            "lm-eval/laughs/last-letter:bleu",
            "lm-eval/lines:word_perplexity",
            "lm-eval/lines:byte_perplexity",
            "lm-eval/lines:bits_per_byte",
            "lm-eval/geography:acc");
    assertThat(numbers)
        .filteredOn(n -> n.benchmark().equals("lm-eval/lines"))
        .allMatch(n -> n.direction().name().equals("LOWER") && n.unit().isEmpty());
  }

  @Test
  void examplesHoldQuestionPromptAnswerAndScore() {
    List<ExampleResult> examples = imported().examples();

    assertThat(examples).hasSize(8 + 4 + 6 + 6 + 3);
    ExampleResult italy = examples.get(1);
    assertThat(italy.fields()).containsEntry("country", "Italy");
    assertThat(italy.prompt()).isEqualTo("The capital of Italy is");
    assertThat(italy.target()).isEqualTo("Rome");
    assertThat(italy.score().orElseThrow().answer()).isEqualTo("Turin");
    assertThat(italy.score().orElseThrow().values()).isEqualTo(Map.of("acc", 0.0, "acc_norm", 0.0));
    assertThat(italy.contentHash()).startsWith("835dd8e0");
    assertThat(examples)
        .filteredOn(e -> e.benchmark().equals("lm-eval/laughs/last-letter"))
        .allMatch(e -> e.outputs().equals(List.of("lol")))
        .allMatch(e -> e.score().orElseThrow().answer().equals("l"));
  }

  @Test
  void numbersThatSamplesDoNotHoldInPartsAreToldAndNotCompared() {
    CommandLineCall call = assay("import", output, "-o", run);

    assertThat(call.out()).isEqualTo(run + "\n");
    assertThat(call.err())
        .contains("lm-eval/laughs/strict: bleu is the results file's own")
        .contains("lm-eval/lines: word_perplexity is the results file's own")
        .doesNotContain("acc", "exact_match")
        .hasLineCount(5);
    assertThat(assay("compare", run, run).out())
        .containsPattern("lm-eval/capitals +acc % +8 +50.0 +50.0")
        .containsPattern("lm-eval/lines +word_perplexity .* not compared: a number of all")
        .contains("- dummy-1: the same weights and options.");
  }

  @Test
  void gateReportAndHistoryWorkOnIt() {
    imported();
    Path history = folder.resolve("history.db");

    CommandLineCall gate = assay("gate", run, "--baseline", run);
    assertThat(gate.exitCode()).as(gate.out()).isEqualTo(ExitCode.OK);
    assertThat(gate.out()).containsPattern("pass +dummy-1 +lm-eval/geography +acc %");
    assertThat(assay("report", run).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(assay("history", "add", run, "--db", history).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(assay("history", "show", "lm-eval/capitals", "--db", history).out())
        .contains("lm-eval/capitals acc % of dummy-1 (version 1.0, 8 examples, seed 0");
  }

  @Test
  void anExampleThatAnotherModelLostIsShown() throws Exception {
    imported();
    edit(samples("rivers"), t -> t.replaceFirst("\"acc\": 1.0", "\"acc\": 0.0"));
    edit(
        results(),
        t ->
            t.replaceFirst(
                "(\"alias\": \"rivers\",\\s+\"sample_len\": 4,\\s+\"acc,none\": )0.5", "$10.25"));
    Path other = folder.resolve("other");

    assertThat(assay("import", results(), "-o", other, "--name", "v2").exitCode()).isZero();

    assertThat(assay("compare", run, other, "--benchmark", "lm-eval/rivers").out())
        .containsPattern("lm-eval/rivers +acc % +4 +50.0 +25.0")
        .contains("lm-eval/rivers: 1 flipped example, 0 won by B")
        .contains("dummy-1 in A, v2 in B");
  }

  @Test
  void aRunWrittenForLmEvalAndReadAgainComparesAsTheSame() throws Exception {
    Path original = folder.resolve("original");
    assay(
        "run",
        "-q",
        "-m",
        "patient",
        "-m",
        "patient,repeat=2,name=a/b",
        "-t",
        "say",
        "-o",
        original);
    assertThat(original.resolve("lm-eval")).doesNotExist();

    assertThat(assay("report", original, "--format", "lm-eval").exitCode()).isZero();
    assertThat(assay("report", original, "--format", "lm-eval").exitCode()).isZero();
    Path written = original.resolve("lm-eval");
    assertThat(written.resolve("a__b")).isDirectory();
    assertThat(assay("import", written.resolve("patient"), "-o", run).err()).isEmpty();

    RunResult before = new RunFolder(original).read();
    RunResult after = new RunFolder(run).read();
    JsonNode comparison =
        Json.mapper()
            .readTree(assay("compare", original, run, "--json").out())
            .at("/comparisons/0");
    assertThat(comparison.path("metrics")).hasSize(2);
    assertThat(comparison.path("metrics"))
        .allMatch(m -> m.path("verdict").asText().equals("NO_DIFFERENCE_TOLD"))
        .allMatch(m -> m.path("examples").asInt() == 100);
    assertThat(comparison.path("obstacles")).isEmpty();
    assertThat(after.manifest().benchmarks()).isEqualTo(before.manifest().benchmarks());
    assertThat(after.examples())
        .map(ExampleResult::outputs)
        .isEqualTo(
            before.examples().stream()
                .filter(e -> e.model().equals("patient"))
                .map(ExampleResult::outputs)
                .toList());
    assertThat(after.summary().metrics())
        .map(m -> m.benchmark() + " " + m.value())
        .containsExactlyInAnyOrderElementsOf(
            before.summary().metrics().stream()
                .filter(m -> m.model().equals("patient"))
                .map(m -> m.benchmark() + " " + m.value())
                .toList());
  }

  @Test
  void whatIsWrittenForLmEvalHasItsLayout() throws Exception {
    Path original = folder.resolve("original");
    assay("run", "-q", "-m", "patient", "-t", "say", "-o", original);
    assay("report", original, "--format", "lm-eval");

    List<Path> files;
    try (Stream<Path> list = Files.list(original.resolve("lm-eval/patient"))) {
      files = list.sorted().toList();
    }
    assertThat(files).hasSize(3);
    JsonNode results = Json.mapper().readTree(files.get(0).toFile());
    JsonNode words = results.path("results").path("say/words");
    assertThat(words.path("exact_match,none").asDouble()).isEqualTo(0.8);
    assertThat(words.path("exact_match_stderr,none").asDouble()).isGreaterThan(0);
    assertThat(results.path("groups").has("say")).isTrue();
    assertThat(results.path("group_subtasks").path("say")).hasSize(2);
    assertThat(results.path("n-samples").path("say/words").path("effective").asInt())
        .isEqualTo(100);
    assertThat(results.path("higher_is_better").path("say/words").path("exact_match").asBoolean())
        .isTrue();
    assertThat(files.get(0).getFileName().toString()).startsWith("results_");
    ObjectNode theirs = sample(samples("laughs"));
    ObjectNode ours = sample(files.get(2));
    theirs.remove(List.of("exact_match", "bleu"));
    ours.remove(List.of("exact_match", "example"));
    assertThat(ours.properties())
        .map(Map.Entry::getKey)
        .isEqualTo(theirs.properties().stream().map(Map.Entry::getKey).toList());
  }

  private static ObjectNode sample(Path file) throws IOException {
    return (ObjectNode) Json.mapper().readTree(Files.readAllLines(file).get(0));
  }

  @Test
  void missingSamplesAreNamedAndNothingIsWritten() throws Exception {
    Files.delete(samples("lines"));

    refused("the samples of lines are missing: there is no " + samples("lines"));
  }

  @Test
  void aMalformedLineIsNamed() throws Exception {
    edit(samples("capitals"), t -> t.replaceFirst("\n", "\n{\"doc_id\": 1, \"doc\n"));

    refused(samples("capitals") + ", line 2: ");
  }

  @Test
  void aSampleThatIsThereTwiceIsNamed() throws Exception {
    edit(samples("laughs"), t -> t + t.lines().skip(7).findFirst().orElseThrow() + "\n");

    refused(
        samples("laughs") + ", line 13: doc_id 1 with filter 'last-letter' is already on line 8");
  }

  @Test
  void samplesThatAreCutOffAreCounted() throws Exception {
    edit(samples("capitals"), t -> t.substring(0, t.lastIndexOf("{\"doc_id\"")));

    refused(samples("capitals") + " holds 7 samples with filter 'none', the results file counts 8");
  }

  @Test
  void whatIsNoResultsFileIsSaid() throws Exception {
    edit(results(), t -> t.replaceFirst("\"results\"", "\"outcomes\""));
    refused(results() + " is not a results file of lm-evaluation-harness: it lacks 'results'");

    edit(results(), t -> t.substring(0, 200));
    refused("cannot read " + results() + ", line ");

    Files.delete(results());
    refused(output + " holds no results_*.json");
  }

  @Test
  void severalEvaluationsInAFolderMustBeChosenFrom() throws Exception {
    Files.copy(results(), output.resolve("results_2026-11-27T00-00-00.json"));

    refused(output + " holds 2 results files, one run each; name one of them: " + results());
  }

  @Test
  void aFolderThatExistsIsNotOverwritten() throws Exception {
    Files.createDirectory(run);

    CommandLineCall call = assay("import", output, "-o", run);

    assertThat(call.err()).contains(run + " exists already").hasLineCount(1);
    assertThat(run).isEmptyDirectory();
  }

  private void refused(String message) throws IOException {
    CommandLineCall call = assay("import", output, "-o", run);

    assertThat(call.err()).contains(message).hasLineCount(1);
    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(output);
    }
  }

  private static void edit(Path file, UnaryOperator<String> change) throws IOException {
    String before = Files.readString(file);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
  }
}
