package dev.assay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.dummy.DummyLab;
import dev.assay.model.ModelSpec;
import dev.assay.model.SweepPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteReaderTest {
  @TempDir Path folder;
  private final SuiteReader reader = new SuiteReader(DummyLab.withExamples(5).plugins());

  @Test
  void aSuiteSaysWhatToRunAndHow() throws IOException {
    Path file = folder.resolve("nightly.yaml");
    Files.writeString(
        file,
        """
        # every night
        models:
          - echo
          - dummy:models/gpt2,extra.a=1
          - provider: dummy
            behaviour: failing
            name: other
            extra.comma: a,b
        benchmarks: [dummy, dummy/*]
        limit: 100
        seed: -7
        batch-size: 8
        device: cuda:0
        threads: 2
        timeout: 60
        failure-tolerance: 0.05
        trace-examples: 3
        """);

    assertThat(reader.read(file))
        .isEqualTo(
            new Suite(
                "nightly",
                List.of(
                    new ModelSpec("echo", "dummy", Map.of("behaviour", "echo")),
                    new ModelSpec("gpt2", "dummy", Map.of("path", "models/gpt2", "extra.a", "1")),
                    new ModelSpec(
                        "other", "dummy", Map.of("behaviour", "failing", "extra.comma", "a,b"))),
                BenchmarkSpec.all("dummy", "dummy/*"),
                new Settings(Optional.of(100), -7, 8, "cuda:0", 2, 60, 0.05, 3)));
  }

  @Test
  void anOptionWithSeveralValuesMakesAModelForEachCombination() {
    Suite suite =
        reader.read(
            """
            models:
              - {provider: dummy, name: d, behaviour: echo, extra.t: [1, 0.5], path: [a, b]}
            benchmarks: dummy
            """,
            "s",
            "s");

    assertThat(suite.models())
        .extracting(ModelSpec::name)
        .containsExactly(
            "d extra.t=1 path=a",
            "d extra.t=1 path=b",
            "d extra.t=0.5 path=a",
            "d extra.t=0.5 path=b");
    assertThat(suite.models().get(3))
        .isEqualTo(
            new ModelSpec(
                "d extra.t=0.5 path=b",
                "dummy",
                Map.of("behaviour", "echo", "extra.t", "0.5", "path", "b"),
                Optional.of(new SweepPoint("d", Map.of("extra.t", "0.5", "path", "b")))));
  }

  @Test
  void aBenchmarkMayHaveOptionsWhereItUnderstandsThem() {
    assertRefused(
        "{models: [echo], benchmarks: [{benchmark: dummy, path: x}]}",
        "s.yaml, line 1, key 'benchmarks[0]': benchmark 'dummy/n' has no options, but is given [path]");
    assertRefused(
        "{models: [echo], benchmarks: [{path: x}]}",
        "s.yaml, line 1, key 'benchmarks[0]': a benchmark is a name or a mapping with the key 'benchmark'");
  }

  @Test
  void whatASuiteLeavesOutHasDefaults() {
    Suite suite = reader.read("{models: [echo], benchmarks: dummy/n, limit: null}", "s", "mine");

    assertThat(suite.name()).isEqualTo("mine");
    assertThat(suite.settings()).isEqualTo(Settings.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                              | s.yaml: a suite is a mapping with the keys about, batch-size, benchmarks,
          hello                           | s.yaml: a suite is a mapping with the keys
          [echo]                          | s.yaml: a suite is a mapping with the keys
          limt: 5                         | s.yaml, line 1, key 'limt': unknown key 'limt'; did you mean 'limit'?
          models: []                      | s.yaml, line 1, key 'models': 'models' must be a list with at least one
          models: echo                    | s.yaml, line 1, key 'models': 'models' must be a list
          limit: 5                        | s.yaml, key 'models': 'models' must be a list
          models: [ecko]                  | s.yaml, line 1, key 'models[0]': unknown model 'ecko'; did you mean 'echo'?
          models: [[echo]]                | s.yaml, line 1, key 'models[0]': a plain text is expected here
          models: [~]                     | s.yaml, line 1, key 'models[0]': unknown model ''
          models: [echo, echo]            | s.yaml, line 1, key 'models[1]': two models are named 'echo'
          models: [{path: x}]             | s.yaml, line 1, key 'models[0]': a model is a name or a mapping with the key 'provider', one of [dummy]
          models: [{provider: dumy}]      | s.yaml, line 1, key 'models[0]': unknown model 'dumy'; did you mean 'dummy'?
          models: [{provider: dummy, pth: x}] | s.yaml, line 1, key 'models[0]': unknown option of model provider 'dummy' 'pth'; did you mean 'path'?
          models: [{provider: dummy, path: {x: 1}}] | s.yaml, line 1, key 'models[0].path': a plain text is expected
          models: [{provider: dummy, path: [x, x]}] | s.yaml, line 1, key 'models[0]': the values of 'path' to run through must be different
          models: [{provider: dummy, path: []}] | s.yaml, line 1, key 'models[0]': the values of 'path' to run through must be different and at least one
          models: [{provider: dummy, name: [a, b]}] | s.yaml, line 1, key 'models[0].name': one plain text is expected here, not a list
          models: [echo]                  | s.yaml, key 'benchmarks': 'benchmarks' must be a list
          """)
  void aMistakeIsNamedWithItsPlace(String yaml, String message) {
    assertRefused(yaml, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          benchmarks: []             | s.yaml, line 2, key 'benchmarks': 'benchmarks' must be a list with at least one
          benchmarks: [dummy/m]      | s.yaml, line 2, key 'benchmarks[0]': unknown benchmark 'dummy/m'; did you mean 'dummy/n'?
          benchmarks: {dummy: 1}     | s.yaml, line 2, key 'benchmarks': a benchmark is a name or a mapping with the key
          limit: 0                   | s.yaml: limit must be a whole number of at least 1, not 0
          limit: few                 | s.yaml, line 2, key 'limit': a whole number is expected, not 'few'
          limit: 1.5                 | s.yaml, line 2, key 'limit': a whole number is expected, not '1.5'
          limit: 4294967297          | s.yaml, line 2, key 'limit': 4294967297 is too large
          limit: [1]                 | s.yaml, line 2, key 'limit': a whole number is expected, not '[1]'
          seed: 99999999999999999999 | s.yaml, line 2, key 'seed': a whole number is expected
          batch-size: 0              | s.yaml: batch-size must be a whole number of at least 1, not 0
          device: [cpu]              | s.yaml, line 2, key 'device': a plain text is expected
          failure-tolerance: 5       | s.yaml: failure-tolerance must be a number from 0 to 1, not 5.0
          failure-tolerance: 5 %     | s.yaml, line 2, key 'failure-tolerance': a number is expected, not '5 %'
          models: [echo]             | s.yaml, line 2, column
          x: [                       | s.yaml, line
          x: "                       | s.yaml, line
          """)
  void aMistakeInTheSecondLineIsNamedWithItsPlace(String second, String message) {
    String benchmarks = second.startsWith("benchmarks") ? "" : "\nbenchmarks: [dummy]";
    assertRefused("models: [echo]\n" + second + benchmarks, message);
  }

  private void assertRefused(String yaml, String message) {
    assertThatThrownBy(() -> reader.read(yaml == null ? "" : yaml, "s.yaml", "s"))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aSecondDocumentIsNotPassedOverInSilence() {
    assertRefused("models: [echo]\nbenchmarks: [dummy]\n---\nlimit: 5\n", "s.yaml, line");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path missing = folder.resolve("nightly.yaml");
    assertThatThrownBy(() -> reader.read(missing))
        .isInstanceOf(SetupException.class)
        .hasMessage("cannot read the suite %s: there is no such file", missing);

    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "name: Schön".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> reader.read(latin))
        .isInstanceOf(SetupException.class)
        .hasMessage("cannot read the suite %s: it is not text in UTF-8", latin);
  }
}
