package dev.assay.benchmarks.cute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.benchmarks.PublishedData;
import dev.assay.data.DataCheck;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against the published data and the published outputs of Llama 3 8B, see {@link PublishedData}.
 */
class PublishedCuteTest {
  private static final CuteProvider PROVIDER = new CuteProvider();

  static Stream<String> publishedNames() {
    return PROVIDER.entries().stream()
        .filter(e -> !e.embedded())
        .map(BenchmarkProvider.Entry::name);
  }

  @Test
  void thePublishedTablesHaveTheChecksumsOfTheDataSet() {
    DataStore data = PublishedData.with("cute/spell.tsv");

    assertThat(data.verify(CuteDataSet.SET))
        .hasSize(22)
        .filteredOn(check -> check.file().path().endsWith(".tsv"))
        .hasSize(21)
        .allMatch(check -> check.status() == DataCheck.Status.OK);
  }

  @ParameterizedTest
  @MethodSource("publishedNames")
  void targetsAreTheLabelsThatCuteCompared(String name) throws IOException {
    CuteBenchmark benchmark = open(name);
    boolean onWords = name.endsWith("_word");

    assertThat(benchmark.examples())
        .hasSize(1_000)
        .extracting(Example::target)
        .map(target -> onWords ? target.toLowerCase(Locale.ROOT) : target)
        .isEqualTo(replay("labels", name));
    assertThat(benchmark.card().source()).isEqualTo(CuteDataSet.SOURCE);
  }

  /** CUTE wrote the mean of its exact matches to score.llama3-8b.TASK.txt, with four decimals. */
  @ParameterizedTest
  @MethodSource("publishedNames")
  void publishedOutputsScoreAsPublished(String name) throws IOException {
    CuteBenchmark benchmark = open(name);
    List<String> outputs = replay("outputs", name);

    double score =
        IntStream.range(0, 1_000)
            .mapToDouble(i -> score(benchmark, benchmark.examples().get(i), outputs.get(i)))
            .average()
            .orElseThrow();

    assertThat(score).isEqualTo(Double.parseDouble(replay("score", name).get(0)));
  }

  private static CuteBenchmark open(String name) {
    return (CuteBenchmark) PROVIDER.open(name, PublishedData.with("cute/spell.tsv"));
  }

  private static List<String> replay(String kind, String name) throws IOException {
    String task = name.substring(name.indexOf('/') + 1) + (name.contains("-rand") ? "_rand" : "");
    return Files.readAllLines(
        PublishedData.file("replay/cute/%s.llama3-8b.%s.txt".formatted(kind, task)));
  }

  private static double score(CuteBenchmark benchmark, Example example, String output) {
    GeneratedText text = new GeneratedText(output, GeneratedText.Finish.STOP);
    return benchmark.score(example, List.of(text)).values().get("exact_match");
  }
}
