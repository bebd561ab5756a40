package dev.assay.cli;

import static dev.assay.cli.CommandLineCall.assay;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes are answered with one paragraph that names them, and exit code 2. */
class UsageErrorsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rnu                                   | unknown command 'rnu'; did you mean 'run'?
          run --modle patient                   | did you mean '--model'?
          run --frobnicate                      | unknown option of assay run '--frobnicate'
          run -m patent -t say                  | unknown model 'patent'; did you mean 'patient'?
          run -m patient,dealy-ms=1 -t say      | did you mean 'delay-ms'?
          run -m patient,delay-ms -t say        | 'delay-ms' is not of the form key=value
          run -m patient -t say/wrods           | unknown benchmark 'say/wrods'; did you mean 'say/words'?
          run -m patient -m patient -t say      | two models are named 'patient'
          run -m patient -t say --sweep repeat  | --sweep: 'repeat' is not of the form key=value,value
          run -m patient -t say --sweep repaet=1,2 | --sweep repaet: no model named with --model has this option
          run -m patient -t say --sweep repeat=1,1 | the values of 'repeat' to run through must be different
          run -t say --sweep repeat=1           | in a suite file give the option a list of values
          run -m patient -t say --benchmark-args path=x | benchmark 'say/words' has no options, but is given [path]
          run -m patient -t say,cute --benchmark-args path=x | --benchmark-args belongs to exactly one --benchmark, but there are 2
          run -m patient -t say --limit 0       | limit must be a whole number of at least 1, not 0
          run -m patient -t say --limit 0.5     | '0.5' is not a whole number
          run -m patient -t say --batch_size x  | 'x' is not a whole number
          run -m patient -t say --seed 1,2,3    | '1,2,3' is not a whole number
          run -m patient -t say --failure-tolerance 2 | from 0 to 1, not 2.0
          run -m patient -t say --device cpuu   | unknown device 'cpuu'; did you mean 'cpu'?
          run -m patient -t say --limit         | option --limit needs a value
          run nowhere.yaml                      | there is no such file
          run say                               | there is no suite 'say', neither a file nor one that comes with Assay: showcase, reasoning
          run a.yaml b.yaml                     | unexpected argument 'b.yaml'
          run -m hf -a pretrained=gpt2 -t say   | tokenized:FOLDER
          run -m local-completions -t say       | replay:FILE
          run -m patient -t say --num_fewshot 5 | --num-fewshot cannot be set
          run -m patient -t say -f 5            | --num-fewshot cannot be set for 'say'
          run -m patient --num_fewshot 5        | --num-fewshot cannot be set for a suite file's benchmarks
          run -m patient --include_path src     | --include-path needs --tasks NAME
          run -m patient -t say --gen_kwargs temperature=1 | --gen-kwargs cannot be set
          run -m patient -t say --apply_chat_template      | chat-template=true
          list modles                           | did you mean 'models'?
          list                                  | KIND
          report nowhere                        | nowhere is not a run folder
          report nowhere --format htlm          | unknown report format 'htlm'
          compare nowhere elsewhere             | there is no run folder nowhere. Runs lie in runs/
          compare src/test src/test             | src/test is not a run folder
          compare nowhere                       | Missing required parameter
          compare a b --flips -1                | --flips must be a whole number of at least 0, not -1
          compare a b --correction bhq          | unknown correction 'bhq'; did you mean 'bh'?
          gate                                  | --baseline names the run folder to measure against
          gate --baseline a                     | name the run folder to be judged: assay gate runs/tuesday --baseline runs/monday
          gate b --baseline nowhere             | there is no run folder nowhere
          gate b --baseline a --policy none.yaml | cannot read the policy none.yaml: there is no such file; `assay gate --print-policy`
          gate b --baseline a --flips -1        | --flips must be a whole number of at least 0, not -1
          gate b --polcy x                      | did you mean '--policy'?
          data pull ctue                        | unknown data set 'ctue'
          data verfy                            | unknown command 'verfy'; did you mean 'verify'?
          check determinsm                      | did you mean 'determinism'?
          """)
  void aMistakeIsNamedWithTheNearestValidThing(String line, String expected) {
    CommandLineCall call = assay((Object[]) line.split(" +"));

    assertThat(call.err().strip()).startsWith("assay: ").contains(expected).hasLineCount(1);
    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(call.out()).isEmpty();
  }

  @Test
  void anUnknownKeyInASuiteIsNamedWithItsFile() throws Exception {
    Path suite =
        Files.writeString(
            folder.resolve("nightly.yaml"), "models: [patient]\nbenchmarks: [say]\nlimt: 3\n");

    CommandLineCall call = assay("run", suite);

    assertThat(call.err()).contains("nightly.yaml").contains("limt").contains("'limit'");
    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void outputMustBeAFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    CommandLineCall call = assay("run", "-m", "patient", "-t", "say", "-o", file);

    assertThat(call.err()).contains(file + " is not a folder");
    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aStackTraceIsShownOnRequestOnly() {
    assertThat(assay("run", "nowhere.yaml").err()).doesNotContain("\tat ");
    assertThat(assay("run", "nowhere.yaml", "--debug").err()).contains("\tat dev.assay");
    assertThat(assay(java.util.Map.of("ASSAY_DEBUG", "1"), "run", "nowhere.yaml").err())
        .contains("\tat dev.assay");
  }

  @Test
  void aRunFolderThatCannotBeMadeIsAnErrorBeforeAnythingRuns() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    CommandLineCall call = assay("run", "-m", "patient", "-t", "say", "-o", file.resolve("run"));

    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).contains("cannot begin a run in").contains("--output");
  }
}
