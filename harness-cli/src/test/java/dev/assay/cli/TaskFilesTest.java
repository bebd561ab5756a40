package dev.assay.cli;

import static dev.assay.cli.CommandLineCall.assay;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of lm-evaluation-harness's YAML files on the command line. */
class TaskFilesTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeTasks() throws IOException {
    Files.writeString(
        folder.resolve("rivers.yaml"),
        """
        task: rivers
        tag: water
        dataset_path: json
        dataset_kwargs: {data_files: {test: rivers.jsonl}}
        test_split: test
        doc_to_text: "Where is the {{river}}?"
        doc_to_target: "{{answer}}"
        """);
    Files.writeString(
        folder.resolve("again.yaml"), "include: rivers.yaml\ntask: again\nnum_fewshot: 1\n");
    Files.writeString(
        folder.resolve("rivers.jsonl"),
        """
        {"river": "Rhine", "answer": "in Europe"}
        {"river": "Nile", "answer": "in Africa"}
        {"river": "Amur", "answer": "in Asia"}
        """);
  }

  @Test
  void aTaskFileStandsInPlaceOfABenchmarksName() {
    Path run = folder.resolve("run");
    CommandLineCall call =
        assay("run", "-m", "patient", "--tasks", folder.resolve("rivers.yaml"), "-o", run);

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    assertThat(call.err()).contains("lm-eval-rivers: 1 model, 1 benchmark, 3 examples");
    assertThat(call.out()).contains("lm-eval:rivers");
  }

  @Test
  void namesInAFolderAreTasksGroupsOrTags() {
    CommandLineCall call =
        assay("plan", "-m", "patient", "--include_path", folder, "--tasks", "water");

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    assertThat(call.out()).contains("lm-eval:rivers").contains("lm-eval:again");
  }

  @Test
  void numFewshotPutsWorkedExamplesIntoThePrompts() {
    Object[] plan = {"plan", "-m", "patient", "--tasks", folder.resolve("rivers.yaml")};
    Object[] shown = {
      "plan", "-m", "patient", "--tasks", folder.resolve("rivers.yaml"), "--num_fewshot", 2
    };

    assertThat(assay(plan).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(assay(shown).out()).isNotEqualTo(assay(plan).out());
  }

  @Test
  void anUnknownTaskIsNamedWithTheNearest() {
    CommandLineCall call =
        assay("run", "-m", "patient", "--include_path", folder, "--tasks", "rivrs");

    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).contains("unknown task, group or tag").contains("did you mean 'rivers'");
  }

  @Test
  void aVariantRunsBesideTheTask() {
    CommandLineCall call =
        assay(
            "plan", "-m", "patient", "--tasks", folder.resolve("rivers.yaml") + "@antspeak-prompt");

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OK);
    assertThat(call.out()).contains("lm-eval:rivers@antspeak-prompt");
  }
}
