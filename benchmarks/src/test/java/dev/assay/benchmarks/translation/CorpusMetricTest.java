package dev.assay.benchmarks.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.benchmark.Metric;
import dev.assay.benchmark.Score;
import dev.assay.benchmarks.python.PythonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class CorpusMetricTest {
  private static final CorpusMetric BLEU = new Bleu(StandardTokenizer.V13A);
  private static final CorpusMetric CHRF = Chrf.plusPlus();
  private static final CorpusMetric TER = new TranslationEditRate();

  /** Sentences of one to twelve words, with few words, so that they overlap. */
  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.of(
            "der", "Hund", "läuft,", "3.5", "im", "Γαρδένια", "猫が", "ПАРК", "(so)", "!")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(words -> String.join(" ", words));
  }

  @Property(tries = 200)
  void aPerfectTranslationIsPerfect(@ForAll("sentences") String sentence) {
    String longEnough = sentence + " mit vier Wörtern mehr";

    assertThat(score(BLEU, longEnough, longEnough)).isCloseTo(100, within(1e-9));
    assertThat(score(CHRF, sentence, sentence)).isCloseTo(100, within(1e-9));
    assertThat(score(TER, sentence, sentence)).isZero();
  }

  @Property(tries = 200)
  void scoresStayInTheirRange(
      @ForAll("sentences") String hypothesis, @ForAll("sentences") String reference) {
    assertThat(score(BLEU, hypothesis, reference)).isBetween(0.0, 100.0 + 1e-9);
    assertThat(score(CHRF, hypothesis, reference)).isBetween(0.0, 100.0 + 1e-9);
    assertThat(score(TER, hypothesis, reference)).isNotNegative();
  }

  @Property(tries = 200)
  void editsAreAtLeastTheDifferenceInLengthAndAtMostAllWords(
      @ForAll("sentences") String hypothesis, @ForAll("sentences") String reference) {
    int given = PythonText.split(hypothesis).size();
    int expected = PythonText.split(reference).size();

    double edits = TER.counts(hypothesis, reference)[0];

    assertThat(edits)
        .isBetween((double) Math.abs(given - expected), (double) Math.max(given, expected));
  }

  @Property(tries = 100)
  void theOrderOfSentencesDoesNotMatter(
      @ForAll @Size(min = 2, max = 6) List<@From("sentences") String> hypotheses,
      @ForAll Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, hypotheses.size()).boxed().toList());
    Collections.shuffle(order, random);
    List<String> references = hypotheses.stream().map(h -> "der Hund " + h.toLowerCase()).toList();

    for (CorpusMetric metric : List.of(BLEU, CHRF, TER)) {
      assertThat(
              Corpora.score(
                  metric,
                  order.stream().map(hypotheses::get).toList(),
                  order.stream().map(references::get).toList()))
          .isEqualTo(Corpora.score(metric, hypotheses, references));
    }
  }

  @Property(tries = 100)
  void aCorpusTwiceScoresAsOnce(
      @ForAll("sentences") String hypothesis, @ForAll("sentences") String reference) {
    // BLEU is left out: what it puts for no match at all depends on the number of n-grams.
    for (CorpusMetric metric : List.of(CHRF, TER)) {
      assertThat(
              Corpora.score(metric, List.of(hypothesis, hypothesis), List.of(reference, reference)))
          .isCloseTo(score(metric, hypothesis, reference), within(1e-9));
    }
  }

  @Example
  void movingABlockOfWordsIsOneEdit() {
    assertThat(TER.counts("d e f a b c g", "a b c d e f g")).containsExactly(1, 7);
  }

  @Example
  void aSentenceLeavesItsCountsAndItsOwnScore() {
    assertThat(TER.values("the cat sat", "The cat sat down"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("ter", 25.0, "ter.edits", 1.0, "ter.reference", 4.0));
  }

  @Example
  void theNumberFollowsFromTheCountsAloneWhateverElseAScoreHolds() {
    Score first = new Score(Map.of("ter.edits", 1.0, "ter.reference", 4.0, "z", 7.0), "");
    Score second = new Score(Map.of("a", 7.0, "ter.edits", 2.0, "ter.reference", 2.0), "");

    assertThat(Corpora.score(TER, List.of(first, second))).isEqualTo(50);
    assertThatThrownBy(() -> Corpora.score(BLEU, List.of(first)))
        .hasMessageContaining("bleu.hypothesis");
  }

  @Example
  void metricsSayWhichWayIsBetter() {
    assertThat(BLEU.metric().direction()).isEqualTo(Metric.Direction.HIGHER);
    assertThat(CHRF.metric().direction()).isEqualTo(Metric.Direction.HIGHER);
    assertThat(TER.metric().direction()).isEqualTo(Metric.Direction.LOWER);
    assertThat(new Bleu("spbleu", StandardTokenizer.NONE).metric().name()).isEqualTo("spbleu");
  }

  private static double score(CorpusMetric metric, String hypothesis, String reference) {
    return Corpora.score(metric, List.of(hypothesis), List.of(reference));
  }
}
