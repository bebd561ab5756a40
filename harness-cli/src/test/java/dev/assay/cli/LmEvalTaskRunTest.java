package dev.assay.cli;

import static dev.assay.cli.CommandLineCall.assay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.result.ExampleResult;
import dev.assay.result.MetricResult;
import dev.assay.result.RunFolder;
import dev.assay.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A group of task files, run with a bundled model, and written as lm-evaluation-harness does. */
class LmEvalTaskRunTest {
  @TempDir private Path folder;

  private void write(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
  }

  private void writeTasks() throws IOException {
    write(
        "sums.jsonl",
        """
        {"a": 1, "b": 2}
        {"a": 2, "b": 2}
        {"a": 1, "b": 1}
        """);
    String both =
        """
        dataset_path: json
        dataset_kwargs: {data_files: {test: sums.jsonl}}
        test_split: test
        fewshot_split: test
        num_fewshot: 1
        doc_to_text: "{{a}} + {{b}} ="
        """;
    write(
        "chosen.yaml",
        both
            + """
            task: sums_chosen
            output_type: multiple_choice
            doc_to_choice: ["2", "3", "4"]
            doc_to_target: "{{a + b - 2}}"
            """);
    write(
        "written.yaml",
        both
            + """
            task: sums_written
            doc_to_target: "{{a + b}}"
            generation_kwargs: {until: ["\\n"], max_gen_toks: 8}
            filter_list:
              - {name: whole, filter: [{function: remove_whitespace}, {function: take_first}]}
              - {name: number, filter: [{function: regex, regex_pattern: "[0-9]+"}, {function: take_first}]}
            """);
    write("sums.yaml", "group: sums\ntask: [sums_chosen, sums_written]\n");
  }

  private RunResult ran() throws IOException {
    writeTasks();
    Path run = folder.resolve("run");
    Path tasks = folder.resolve("sums.yaml");
    CommandLineCall call =
        assay(
            "run",
            "-m",
            "bpe-512",
            "-t",
            "lm-eval",
            "--benchmark-args",
            "path=" + tasks,
            "-o",
            run);
    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    return new RunFolder(run).read();
  }

  @Test
  void everyTaskOfAGroupIsABenchmarkAndEveryFilterAMetric() throws Exception {
    RunResult run = ran();

    assertThat(run.manifest().benchmarks())
        .extracting(entry -> entry.card().name())
        .containsExactly("lm-eval:sums_chosen", "lm-eval:sums_written");
    assertThat(run.summary().metrics())
        .extracting(MetricResult::metric)
        .containsExactly("acc", "acc_norm", "exact_match,whole", "exact_match,number");
    ExampleResult first = run.examples().get(0);
    assertThat(first.prompt()).endsWith("\n\n1 + 2 =");
    assertThat(first.target()).isEqualTo("3");
    assertThat(first.continuations()).extracting(c -> c.text()).containsExactly(" 2", " 3", " 4");
  }

  @Test
  void writtenAsLmEvaluationHarnessDoesAndImportedItIsTheSameRun() throws Exception {
    RunResult run = ran();
    Path back = folder.resolve("back");

    assertThat(assay("report", folder.resolve("run"), "--format", "lm-eval").exitCode())
        .isEqualTo(ExitCode.OK);
    Path written = folder.resolve("run/lm-eval");
    assertThat(assay("import", written, "-o", back).exitCode()).isEqualTo(ExitCode.OK);

    RunResult imported = new RunFolder(back).read();
    assertThat(imported.summary().metrics())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("best", "tiedWith")
        .isEqualTo(run.summary().metrics());
    assertThat(imported.examples())
        .usingRecursiveFieldByFieldElementComparatorOnFields(
            "benchmark", "example", "contentHash", "target", "prompt", "score", "continuations")
        .isEqualTo(run.examples());
    JsonNode chosen = Json.parse(lines(written, "sums_chosen").get(0));
    assertThat(chosen.at("/arguments/gen_args_1/arg_1").asText()).isEqualTo(" 3");
    assertThat(chosen.at("/filtered_resps/2/1").asText()).isIn("True", "False");
    assertThat(lines(written, "sums_written"))
        .map(line -> Json.parse(line).get("filter").asText())
        .containsExactly("whole", "number", "whole", "number", "whole", "number");
  }

  private static List<String> lines(Path written, String task) throws IOException {
    try (Stream<Path> files = Files.walk(written)) {
      Path file = files.filter(f -> f.toString().contains(task)).findFirst().orElseThrow();
      return Files.readAllLines(file);
    }
  }
}
