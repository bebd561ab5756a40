package dev.assay.benchmarks.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.benchmarks.PublishedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against sacreBLEU 2.6.0, whose answers are in {@code corpora.tsv} and {@code segments.tsv}. They
 * were written by
 *
 * <pre>
 * python -m assay_training.translation_goldens --data-dir ../../shared/data \
 *     --out ../benchmarks/src/test/resources/dev/assay/benchmarks/translation
 * </pre>
 *
 * in the folder {@code training}.
 */
class SacreBleuParityTest {
  private static final Path MINI =
      Path.of("src/main/resources/dev/assay/benchmarks/flores/sentences");

  record Corpus(
      String name, String pair, long seed, String metric, String signature, double score) {
    @Override
    public String toString() {
      return "%s %s %s".formatted(name, pair, metric);
    }

    List<String> sentences(int side) throws IOException {
      String code = pair.split("-")[side];
      Path file =
          name.equals("mini")
              ? MINI.resolve(code + ".txt")
              : PublishedData.file("flores101/devtest/" + code + ".devtest");
      return Files.readString(file).lines().map(String::strip).toList();
    }
  }

  static Stream<Corpus> corpora() {
    return rows("corpora.tsv")
        .map(
            cells ->
                new Corpus(
                    cells[0],
                    cells[1],
                    Long.parseLong(cells[2]),
                    cells[3],
                    cells[4],
                    Double.parseDouble(cells[5])));
  }

  @ParameterizedTest
  @MethodSource("corpora")
  void aPerturbedCorpusScoresAsInSacreBleu(Corpus corpus) throws IOException {
    List<String> sources = corpus.sentences(0);
    List<String> references = corpus.sentences(1);
    PerturbedCorpus perturbed = new PerturbedCorpus(corpus.seed());
    List<String> hypotheses = new ArrayList<>();
    for (int i = 0; i < references.size(); i++) {
      hypotheses.add(perturbed.hypothesis(sources.get(i), references.get(i)));
    }
    CorpusMetric metric = metric(corpus.metric(), corpus.signature());

    assertThat(Corpora.score(metric, hypotheses, references))
        .isCloseTo(corpus.score(), within(1e-9));
    assertThat(metric.signature()).isEqualTo(corpus.signature());
  }

  private static CorpusMetric metric(String name, String signature) {
    return switch (name) {
      case "bleu" ->
          new Bleu(
              signature.contains("tok:char")
                  ? StandardTokenizer.CHARACTERS
                  : StandardTokenizer.V13A);
      case "bleu-none" -> new Bleu(StandardTokenizer.NONE);
      case "chrf++" -> Chrf.plusPlus();
      case "ter" -> new TranslationEditRate();
      case "spbleu-unigram" -> new Bleu("spbleu", SentencePieceTest.model("unigram"));
      case "spbleu-bpe" -> new Bleu("spbleu", SentencePieceTest.model("bpe"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  record Segment(String hypothesis, String reference, String counts, CorpusMetric metric) {}

  static Stream<Segment> segments() {
    List<CorpusMetric> metrics =
        List.of(
            new Bleu(StandardTokenizer.V13A),
            new Bleu(StandardTokenizer.CHARACTERS),
            Chrf.plusPlus(),
            new TranslationEditRate());
    return rows("segments.tsv")
        .flatMap(
            cells ->
                Stream.of(0, 1, 2, 3)
                    .map(i -> new Segment(cells[0], cells[1], cells[2 + i], metrics.get(i))));
  }

  @ParameterizedTest
  @MethodSource("segments")
  void aSentenceLeavesTheCountsThatSacreBleuCounts(Segment segment) {
    CorpusMetric metric = segment.metric();
    double[] totals = new double[metric.totals()];
    metric.add(metric.counts(segment.hypothesis(), segment.reference()), totals);

    double[] expected =
        Arrays.stream(segment.counts().split(" ")).mapToDouble(Double::parseDouble).toArray();

    assertThat(totals).containsExactly(metric instanceof Bleu ? reordered(expected) : expected);
  }

  /**
   * sacreBLEU counts both lengths first; here the counts of a sentence are in alphabetical order.
   */
  private static double[] reordered(double[] bleu) {
    return new double[] {
      bleu[0], bleu[2], bleu[3], bleu[4], bleu[5], bleu[1], bleu[6], bleu[7], bleu[8], bleu[9]
    };
  }

  private static Stream<String[]> rows(String file) {
    try (var in = SacreBleuParityTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
