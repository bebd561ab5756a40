package dev.assay.benchmarks.translation;

import dev.assay.benchmark.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * chrF++ (Popović 2017, aclanthology.org/W17-4770): F-score of 1- to 6-grams of characters, without
 * whitespace, and of 1- and 2-grams of words, recall weighing twice as much as precision, from 0 to
 * 100. As in sacreBLEU, only orders that both sides have count.
 */
public final class ChrfPlusPlus extends CorpusMetric {
  private static final int CHARACTER_ORDERS = 6;
  private static final int WORD_ORDERS = 2;
  private static final int ORDERS = CHARACTER_ORDERS + WORD_ORDERS;
  private static final double BETA_SQUARED = 4;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private static final int HYPOTHESIS_CHARACTERS = 0;
  private static final int HYPOTHESIS_WORDS = 1;
  private static final int MATCHES = 2;
  private static final int REFERENCE_CHARACTERS = MATCHES + ORDERS;
  private static final int REFERENCE_WORDS = REFERENCE_CHARACTERS + 1;
  private static final int COUNTS = REFERENCE_WORDS + 1;

  /** chrF++, reported as {@code chrf++}. */
  public ChrfPlusPlus() {
    super(
        "chrf++",
        Metric.Direction.HIGHER,
        List.of(
            "hypothesis_characters",
            "hypothesis_words",
            "match_characters1",
            "match_characters2",
            "match_characters3",
            "match_characters4",
            "match_characters5",
            "match_characters6",
            "match_words1",
            "match_words2",
            "reference_characters",
            "reference_words"));
  }

  @Override
  public String signature() {
    return "nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:" + VERSION;
  }

  @Override
  double[] counts(String hypothesis, String reference) {
    List<String> characters = Whitespace.characters(hypothesis);
    List<String> expectedCharacters = Whitespace.characters(reference);
    List<String> words = words(hypothesis);
    List<String> expectedWords = words(reference);
    double[] counts = new double[COUNTS];
    counts[HYPOTHESIS_CHARACTERS] = characters.size();
    counts[HYPOTHESIS_WORDS] = words.size();
    for (int n = 1; n <= CHARACTER_ORDERS; n++) {
      counts[MATCHES + n - 1] = Ngrams.shared(characters, expectedCharacters, n);
    }
    for (int n = 1; n <= WORD_ORDERS; n++) {
      counts[MATCHES + CHARACTER_ORDERS + n - 1] = Ngrams.shared(words, expectedWords, n);
    }
    counts[REFERENCE_CHARACTERS] = expectedCharacters.size();
    counts[REFERENCE_WORDS] = expectedWords.size();
    return counts;
  }

  /** Words, with an ASCII punctuation mark at the end, else at the beginning, as one of its own. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : Whitespace.split(text)) {
      int last = word.length() - 1;
      if (word.codePointCount(0, word.length()) == 1) {
        words.add(word);
      } else if (PUNCTUATION.indexOf(word.charAt(last)) >= 0) {
        words.add(word.substring(0, last));
        words.add(word.substring(last));
      } else if (PUNCTUATION.indexOf(word.charAt(0)) >= 0) {
        words.add(word.substring(0, 1));
        words.add(word.substring(1));
      } else {
        words.add(word);
      }
    }
    return words;
  }

  /** For each order the n-grams of the hypothesis, of the reference, and of both. */
  @Override
  int totals() {
    return 3 * ORDERS;
  }

  @Override
  void add(double[] counts, double[] totals) {
    for (int order = 0; order < ORDERS; order++) {
      boolean characters = order < CHARACTER_ORDERS;
      int n = characters ? order + 1 : order - CHARACTER_ORDERS + 1;
      double expected = Ngrams.in(counts[characters ? REFERENCE_CHARACTERS : REFERENCE_WORDS], n);
      double given = Ngrams.in(counts[characters ? HYPOTHESIS_CHARACTERS : HYPOTHESIS_WORDS], n);
      totals[3 * order] += expected > 0 ? given : 0; // a reference too short for n is no reproach
      totals[3 * order + 1] += expected;
      totals[3 * order + 2] += counts[MATCHES + order];
    }
  }

  @Override
  double value(double[] totals) {
    double precision = 0;
    double recall = 0;
    int orders = 0;
    for (int order = 0; order < ORDERS; order++) {
      double given = totals[3 * order];
      double expected = totals[3 * order + 1];
      if (given > 0 && expected > 0) {
        precision += totals[3 * order + 2] / given;
        recall += totals[3 * order + 2] / expected;
        orders++;
      }
    }
    if (precision + recall == 0) {
      return 0;
    }
    precision /= orders;
    recall /= orders;
    return 100 * (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall);
  }
}
