package dev.assay.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.Example;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyLab;
import dev.assay.journal.Journal;
import dev.assay.plan.Plan;
import dev.assay.plan.Settings;
import dev.assay.run.Runner;
import dev.assay.summary.Summarizer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunFolderTest {
  private static final List<String> TABLES = List.of("metrics.csv", "costs.csv", "examples.csv");

  @TempDir Path temporary;

  @Test
  void aRunIsReadAsItWasWritten() {
    DummyLab lab =
        DummyLab.with(new DummyBenchmark("dummy/b", 12), new DummyBenchmark("dummy/a", 3));
    RunFolder folder = folder("run");

    RunResult written = write(folder, lab, lab.plan("out-of-order", "garbage", "failing"));

    assertThat(folder.read()).isEqualTo(written);
    assertThat(folder.read().summary().metrics()).anyMatch(row -> Double.isNaN(row.value()));
  }

  @Test
  void examplesAreReadInTheOrderOfTheBenchmarkWhateverTheirIds() {
    DummyLab lab =
        DummyLab.with(
            new DummyBenchmark("dummy/n", 1) {
              @Override
              public List<Example> examples() {
                return Stream.of("9", "10", "a10", "a9", "007", "B", "")
                    .map(id -> new Example(id, super.examples().get(0).fields(), ""))
                    .toList();
              }
            });
    RunFolder folder = folder("run");
    write(folder, lab, lab.plan("out-of-order"));

    assertThat(folder.read().examples())
        .extracting(ExampleResult::example)
        .containsExactly("9", "10", "a10", "a9", "007", "B", "");
  }

  @Test
  void doneAgainOrContinuedTheTablesAreTheSameByteForByte() throws IOException {
    DummyLab lab = DummyLab.withExamples(40);
    Plan plan = lab.plan("echo", "refusing", "failing", "garbage");
    RunFolder first = folder("first");
    write(first, lab, plan);
    RunFolder second = folder("second");
    List<String> journal = Files.readAllLines(first.journal(), UTF_8);
    Files.createDirectories(second.path());
    Files.write(second.journal(), journal.subList(0, 57));

    write(second, lab, plan);

    for (String table : TABLES) {
      assertThat(second.path().resolve(table)).hasSameBinaryContentAs(first.path().resolve(table));
    }
  }

  @Test
  void anUnknownNumberIsAnEmptyCellAndFailuresAreCounted() throws IOException {
    DummyLab lab = DummyLab.withExamples(4);
    RunFolder folder = folder("run");
    write(folder, lab, lab.plan("echo", "refusing", "failing"));

    // statsmodels 0.15.0: proportion_confint(3, 4, method='wilson') and (2, 3), to 15 digits
    assertThat(folder.path().resolve("metrics.csv"))
        .hasContent(
            """
            model,benchmark,metric,value,stderr,low,high,scored,failed,best,tied_with
            echo,dummy/n,exact_match,0.75,0.25,0.30064184258240184,0.9544127391902995,4,0,true,refusing
            refusing,dummy/n,exact_match,0.6666666666666666,0.33333333333333337,0.20765960080204765,0.9385080552796037,3,1,false,
            failing,dummy/n,exact_match,,,,,0,4,false,
            """);
  }

  @Test
  void degradationHasATableWhereAVariantRanBesideItsBenchmark() throws IOException {
    DummyLab lab = DummyLab.withExamples(4);
    RunFolder folder = folder("run");
    write(folder, lab, lab.plan(Settings.DEFAULT, List.of("dummy/n", "dummy/n@loud"), "echo"));

    // an echo is right but every fourth time, and never when it is shouted at
    assertThat(folder.path().resolve("degradation.csv"))
        .content()
        .startsWith("model,benchmark,variant,metric,unchanged,changed,difference,low,high,kept,")
        .contains("\necho,dummy/n,dummy/n@loud,exact_match,0.75,0.0,-0.75,-1.0,");

    RunFolder without = folder("without");
    write(without, lab, lab.plan("echo"));
    assertThat(without.path().resolve("degradation.csv")).doesNotExist();
  }

  @Test
  void aRunOfAVersionWithoutLabelsAndDegradationIsStillRead() throws IOException {
    DummyLab lab = DummyLab.withExamples(2);
    RunFolder folder = folder("run");
    RunResult written = write(folder, lab, lab.plan("echo"));
    drop(folder.path().resolve("manifest.json"), ",\\s*\"labels\" : \\{ }");
    drop(folder.path().resolve("summary.json"), ",\\s*\"degradations\" : \\[ ]");

    assertThat(folder.read()).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          manifest.json | {}                                     | a manifest lacks 'assayVersion'
          manifest.json | null                                   | it holds only null
          manifest.json | {"assayVersion":"1","settings":{},"host":{},"models":[{}],"benchmarks":[]} | a model lacks 'card'
          manifest.json | {"assayVersion":"1","settings":{},"host":{},"models":[{"card":{}}],"benchmarks":[]} | damaged or of another version of Assay
          manifest.json | {"assayVersion":"1","settings":{},"host":{},"models":[],"benchmarks":[null]} | a benchmark lacks 'card'
          manifest.json | []                                     | cannot read
          manifest.json | {"models":                             | Unexpected end-of-input
          summary.json  | {}                                     | a summary lacks 'metrics'
          """)
  void aDamagedFileIsNamedWithWhatItLacks(String name, String content, String expected)
      throws IOException {
    DummyLab lab = DummyLab.withExamples(2);
    RunFolder folder = folder("run");
    write(folder, lab, lab.plan("echo"));
    Files.writeString(folder.path().resolve(name), content);

    assertThatThrownBy(folder::read)
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(folder.path().resolve(name).toString())
        .hasMessageContaining(expected);
  }

  private static void drop(Path file, String pattern) throws IOException {
    String text = Files.readString(file);
    assertThat(text).containsPattern(pattern);
    Files.writeString(file, text.replaceAll(pattern, ""));
  }

  @Test
  void noCellOfATableIsAFormulaAndWhateverAModelWroteIsReadable() throws IOException {
    DummyLab lab = DummyLab.withExamples(3);
    RunFolder folder = folder("run");
    write(folder, lab, lab.plan("garbage,name==HYPERLINK(\"x\")"));

    for (String table : TABLES) {
      String text = Files.readString(folder.path().resolve(table));
      try (CSVParser parser = CSVParser.parse(new StringReader(text), CSVFormat.RFC4180)) {
        List<CSVRecord> records = parser.getRecords();
        assertThat(records).hasSizeGreaterThan(1);
        for (CSVRecord record : records) {
          assertThat(record.size()).isEqualTo(records.get(0).size());
          assertThat(record).noneMatch(cell -> cell.startsWith("="));
        }
      }
    }
    assertThat(Files.readString(folder.path().resolve("examples.csv")))
        .contains("'=1+1\u2400")
        .doesNotContain("\0");
  }

  @Test
  void aFolderWithoutACompleteRunIsRefusedWithWhatToDoNext() throws IOException {
    assertThatThrownBy(() -> folder("nowhere").read())
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("nowhere is not a run folder");

    DummyLab lab = DummyLab.withExamples(4);
    RunFolder folder = folder("run");
    write(folder, lab, lab.plan("echo"));
    Path summary = folder.path().resolve("summary.json");
    String json = Files.readString(summary);

    Files.writeString(summary, json.substring(0, json.length() / 2));
    assertThatThrownBy(folder::read)
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("cannot read " + summary);

    Files.delete(summary);
    assertThatThrownBy(folder::read)
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("was interrupted; run the same `assay run` command again");
  }

  @Test
  void aJournalOfAnotherVersionIsRefused() throws IOException {
    DummyLab lab = DummyLab.withExamples(1);
    RunFolder folder = folder("run");
    write(folder, lab, lab.plan("echo"));
    Files.delete(folder.journal());
    try (Journal journal = Journal.open(folder.journal()).journal()) {
      journal.append("{\"example\": {\"model\": \"from the future\"}}");
    }

    assertThatThrownBy(folder::read)
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("cannot read " + folder.journal())
        .hasMessageContaining("another version of Assay");
  }

  private RunFolder folder(String name) {
    return new RunFolder(temporary.resolve(name));
  }

  private static RunResult write(RunFolder folder, DummyLab lab, Plan plan) {
    Manifest manifest =
        new Manifest(
            1,
            "0",
            plan.suite(),
            plan.hash(),
            List.of("assay", "run"),
            "2026-01-01T00:00:00Z",
            Map.of("limit", "none"),
            Map.of("os", "any"),
            models(plan),
            benchmarks(plan));
    folder.write(manifest);
    Runner.Finished finished =
        new Runner(lab.planner(), Optional.empty(), List.of()).run(plan, folder.journal());
    RunResult result =
        new RunResult(
            manifest,
            Summarizer.summarize(plan, finished.examples(), finished.timings()),
            finished.examples());
    folder.write(result);
    return result;
  }

  private static List<Manifest.ModelEntry> models(Plan plan) {
    return plan.models().stream()
        .map(
            m ->
                new Manifest.ModelEntry(
                    m.card(), m.spec().provider(), m.spec().options(), m.fingerprint(), false))
        .toList();
  }

  private static List<Manifest.BenchmarkEntry> benchmarks(Plan plan) {
    return IntStream.range(0, plan.benchmarks().size())
        .mapToObj(plan.benchmarks()::get)
        .map(
            b ->
                new Manifest.BenchmarkEntry(
                    b.benchmark().card(), b.examples().size(), b.examples().size()))
        .toList();
  }
}
