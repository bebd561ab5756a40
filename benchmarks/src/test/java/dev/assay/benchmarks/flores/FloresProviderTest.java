package dev.assay.benchmarks.flores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.Aggregation;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedText;
import dev.assay.model.LogLikelihood;
import dev.assay.model.RequestId;
import dev.assay.model.Sampling;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.TextScoringRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloresProviderTest {
  @TempDir Path folder;
  private final FloresProvider provider = new FloresProvider();

  @Test
  void everyLanguageGoesToAndFromEnglishAndIsScored() {
    List<BenchmarkProvider.Entry> entries = provider.entries();

    assertThat(
            entries.stream()
                .map(BenchmarkProvider.Entry::group)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
        .containsOnly(
            Map.entry("flores101-to-english", 101L),
            Map.entry("flores101-from-english", 101L),
            Map.entry("flores101-bpb", 102L));
    assertThat(entries).extracting(BenchmarkProvider.Entry::name).doesNotHaveDuplicates();
    assertThat(entries).noneMatch(BenchmarkProvider.Entry::embedded);
  }

  @Test
  void theDataSetIsDevAndDevtestOfEveryLanguage() {
    assertThat(provider.dataSets())
        .singleElement()
        .satisfies(set -> assertThat(set.files()).hasSize(204));
  }

  @Test
  void aPromptHasFourWorkedExamplesFromDev() throws IOException {
    TranslationBenchmark benchmark = withDev("deu-eng");

    List<TextGenerationRequest> requests = benchmark.requests(benchmark.examples().get(0), 7);

    assertThat(benchmark.examples()).hasSize(1_012);
    assertThat(requests)
        .containsExactly(
            new TextGenerationRequest(
                new RequestId("flores101/deu-eng", "0", 0),
                """
                Translate German to English.

                German: dev 0 deu
                English: dev 0 eng

                German: dev 1 deu
                English: dev 1 eng

                German: dev 2 deu
                English: dev 2 eng

                German: dev 3 deu
                English: dev 3 eng

                German: devtest 0 deu
                """,
                "English:",
                512,
                2_000,
                List.of("\n"),
                Sampling.GREEDY,
                7));
  }

  @Test
  void withoutDevTheExamplesComeFromDevtestAndAreLeftOutOfTheTest() throws IOException {
    TranslationBenchmark benchmark = withoutDev("deu-eng");

    assertThat(benchmark.examples()).hasSize(1_008);
    assertThat(benchmark.examples().get(0).id()).isEqualTo("4");
    assertThat(benchmark.requests(benchmark.examples().get(0), 0).get(0).prompt())
        .contains("German: devtest 3 deu\nEnglish: devtest 3 eng\n")
        .endsWith("German: devtest 4 deu\n");
    assertThat(benchmark.card().title()).isEqualTo("FLORES-101 (without dev) German to English");
    assertThat(benchmark.card().source())
        .contains("dev is not at hand")
        .contains("not part of the test");
    assertThat(benchmark.card().sha256()).isNotEqualTo(withDev("deu-eng").card().sha256());
  }

  @Test
  void theCardNamesTheOtherLanguageTheSignaturesAndChangedData() throws IOException {
    var card = withDev("eng-jpn").card();

    assertThat(card.labels())
        .isEqualTo(
            Map.of("language", "jpn", "name", "Japanese", "script", "Jpan", "resource", "mid"));
    assertThat(card.description())
        .contains("bleu nrefs:1|case:mixed|eff:no|tok:char|smooth:exp|version:2.6.0")
        .contains("chrf++ nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0")
        .contains("ter nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0");
    assertThat(card.source()).contains("data modified (sha256 differs from the published file)");
    assertThat(card.licence()).isEqualTo("CC-BY-SA-4.0");
  }

  @Test
  void theFirstLineIsTheAnswer() throws IOException {
    TranslationBenchmark benchmark = withDev("deu-eng");
    Example example = benchmark.examples().get(8);

    Score score = benchmark.score(example, List.of(text(" devtest 8 eng \nGerman: and so on")));

    assertThat(score.answer()).isEqualTo("devtest 8 eng");
    assertThat(score.values()).containsEntry("ter", 0.0).containsEntry("chrf++", 100.0);
  }

  @Test
  void spBleuIsReportedOnceItsModelIsThere() throws IOException {
    assertThat(withDev("deu-eng").metrics())
        .extracting(Metric::name)
        .containsExactly("bleu", "chrf++", "ter");
    Path model = folder.resolve(FloresDataSet.SENTENCE_PIECE);
    Files.createDirectories(model.getParent());
    Files.copy(Path.of("src/test/resources/dev/assay/benchmarks/translation/unigram.model"), model);

    TranslationBenchmark benchmark = withDev("deu-eng");

    assertThat(benchmark.metrics())
        .extracting(Metric::name)
        .containsExactly("bleu", "chrf++", "ter", "spbleu");
    assertThat(benchmark.card().description())
        .contains("spbleu nrefs:1|case:mixed|eff:no|tok:flores101");
    assertThat(benchmark.card().source()).contains("spBLEU by the model ");
    assertThat(
            benchmark.score(benchmark.examples().get(0), List.of(text("devtest 0 eng"))).values())
        .containsKey("spbleu.match4");
  }

  @Test
  void aTextIsScoredSentenceBySentenceWithoutContext() throws IOException {
    BitsPerByteBenchmark benchmark = bitsPerByte("deu");

    assertThat(benchmark.examples()).hasSize(1_012);
    assertThat(benchmark.requests(benchmark.examples().get(5), 7))
        .containsExactly(
            new TextScoringRequest(
                new RequestId("flores101-bpb/deu", "5", 0), "", "devtest 5 deu", 7));
  }

  @Test
  void bitsPerByteAreAllBitsByAllBytes() throws IOException {
    BitsPerByteBenchmark benchmark = bitsPerByte("deu");
    Metric metric = benchmark.metrics().get(0);
    double ln2 = Math.log(2);

    Score first = score(benchmark, 5, -26 * ln2, 13);
    Score second = score(benchmark, 10, -70 * ln2, 14);

    assertThat(first.values().get("bits_per_byte")).isEqualTo(2);
    assertThat(first.answer()).isEqualTo("2.0000 bits per byte");
    assertThat(((Aggregation.Corpus) metric.aggregation()).statistic().of(List.of(first, second)))
        .isEqualTo(96.0 / 27);
    assertThat(metric.direction()).isEqualTo(Metric.Direction.LOWER);
  }

  @Test
  void withoutDataTheErrorSaysHowToGetThem() {
    assertThatThrownBy(() -> provider.open("flores101/deu-eng", new DataStore(List.of(folder))))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("flores101/devtest/deu.devtest")
        .hasMessageContaining("assay data pull flores101");
  }

  @Test
  void anUnknownPairIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> provider.open("flores101/due-eng", new DataStore(List.of())))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("did you mean 'flores101/deu-eng'?");
  }

  private static Score score(
      BitsPerByteBenchmark benchmark, int index, double logLikelihood, long bytes) {
    return benchmark.score(
        benchmark.examples().get(index),
        List.of(new LogLikelihood(logLikelihood, false, 3, bytes)));
  }

  private TranslationBenchmark withDev(String pair) throws IOException {
    for (String code : pair.split("-")) {
      put("dev", code, 997);
    }
    return withoutDev(pair);
  }

  private TranslationBenchmark withoutDev(String pair) throws IOException {
    for (String code : pair.split("-")) {
      put("devtest", code, 1_012);
    }
    return (TranslationBenchmark)
        provider.open("flores101/" + pair, new DataStore(List.of(folder)));
  }

  private BitsPerByteBenchmark bitsPerByte(String code) throws IOException {
    put("devtest", code, 1_012);
    return (BitsPerByteBenchmark)
        provider.open("flores101-bpb/" + code, new DataStore(List.of(folder)));
  }

  private void put(String split, String code, int sentences) throws IOException {
    Path file = folder.resolve("flores101/%s/%s.%s".formatted(split, code, split));
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        IntStream.range(0, sentences)
            .mapToObj(i -> "%s %d %s\n".formatted(split, i, code))
            .collect(Collectors.joining()));
  }

  private static GeneratedText text(String output) {
    return new GeneratedText(output, GeneratedText.Finish.STOP);
  }
}
