package dev.assay.benchmarks.cute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedText;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import dev.assay.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CuteProviderTest {
  private static final String TABLE = "input1\tinput2\tlabel\nThe\tThe cat sat.\tCat sat.\n";
  private static final String PROMPTS =
      "{\"del_word\": \"Delete {} in {}.\", \"del_char\": \"Delete {} in {}.\"}";

  @TempDir Path folder;
  private final CuteProvider provider = new CuteProvider();

  @Test
  void thePluginIsFoundAndOffersThreeGroups() {
    List<BenchmarkProvider.Entry> entries =
        Plugins.discover(getClass().getClassLoader()).benchmarkProviders().stream()
            .filter(CuteProvider.class::isInstance)
            .flatMap(found -> found.entries().stream())
            .toList();

    assertThat(
            entries.stream()
                .map(BenchmarkProvider.Entry::group)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
        .containsOnly(
            Map.entry("cute", 14L), Map.entry("cute-rand", 7L), Map.entry("cute-generated", 14L));
    assertThat(entries)
        .allMatch(entry -> entry.embedded() == entry.name().startsWith("cute-generated/"));
  }

  @Test
  void aRequestIsThePromptAndTheAnswersOpeningQuote() throws IOException {
    CuteBenchmark benchmark = open("cute/del_word");

    List<TextGenerationRequest> requests = benchmark.requests(benchmark.examples().get(0), 7);

    assertThat(requests)
        .containsExactly(
            new TextGenerationRequest(
                new RequestId("cute/del_word", "0", 0),
                "Delete The in The cat sat..",
                " Answer: \"",
                100,
                2_000,
                List.of("\""),
                Sampling.GREEDY,
                7));
  }

  @Test
  void caseIsIgnoredInWordTasksOnly() throws IOException {
    CuteBenchmark onWords = open("cute/del_word");
    CuteBenchmark onLetters = open("cute/del_char");

    assertThat(score(onWords, "cat SAT.\" Done")).isEqualTo(1);
    assertThat(score(onWords, "cat SAT")).isEqualTo(0);
    assertThat(score(onLetters, "Cat sat.")).isEqualTo(1);
    assertThat(score(onLetters, "cat sat.")).isEqualTo(0);
  }

  @Test
  void theAnswerIsShownAsTheModelWroteIt() throws IOException {
    CuteBenchmark benchmark = open("cute/del_word");
    Example example = benchmark.examples().get(0);

    assertThat(benchmark.score(example, List.of(text("CAT sat.\" Done"))).answer())
        .isEqualTo("CAT sat.");
  }

  @Test
  void editedDataRunButTheCardSaysSo() throws IOException {
    CuteBenchmark benchmark = open("cute/del_word");

    assertThat(benchmark.card().source())
        .contains("data modified (sha256 differs from the published file)")
        .contains("prompts modified");
    assertThat(benchmark.card().sha256()).isEqualTo(Sha256.of(TABLE + "Delete {} in {}."));
    assertThat(benchmark.card().generated()).isFalse();
  }

  @Test
  void randomStringsHaveTheirOwnFile() throws IOException {
    put("del_char_rand.tsv", "input1\tinput2\tlabel\nl\ttlf\ttf\n");

    assertThat(open("cute-rand/del_char").examples().get(0).target()).isEqualTo("tf");
  }

  @Test
  void withoutDataTheErrorSaysHowToGetThem() throws IOException {
    DataStore empty = new DataStore(List.of(folder));

    assertThatThrownBy(() -> provider.open("cute/spell", empty))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("cute/spell.tsv")
        .hasMessageContaining("assay data pull cute");
    put("spell.tsv", "input1\tlabel\nsun\ts u n\n");
    assertThatThrownBy(() -> provider.open("cute/spell", empty))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("cute/prompts.py");
  }

  @Test
  void anUnknownTaskIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> provider.open("cute/spel", new DataStore(List.of())))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("did you mean 'cute/spell'?");
  }

  private CuteBenchmark open(String name) throws IOException {
    put("del_word.tsv", TABLE);
    put("del_char.tsv", TABLE);
    put("prompts.json", PROMPTS);
    return (CuteBenchmark) provider.open(name, new DataStore(List.of(folder)));
  }

  private void put(String name, String content) throws IOException {
    Files.createDirectories(folder.resolve("cute"));
    Files.writeString(folder.resolve("cute").resolve(name), content);
  }

  private static double score(CuteBenchmark benchmark, String output) {
    return benchmark
        .score(benchmark.examples().get(0), List.of(text(output)))
        .values()
        .get("exact_match");
  }

  private static GeneratedText text(String output) {
    return new GeneratedText(output, GeneratedText.Finish.END);
  }
}
