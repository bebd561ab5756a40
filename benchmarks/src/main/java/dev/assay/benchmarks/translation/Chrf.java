package dev.assay.benchmarks.translation;

import dev.assay.benchmark.Metric;
import dev.assay.benchmarks.python.PythonText;
import java.util.ArrayList;
import java.util.List;

/**
 * chrF (Popović 2015, aclanthology.org/W15-3049) and chrF++ (2017, aclanthology.org/W17-4770):
 * F-score of 1- to 6-grams of characters, without whitespace, and in chrF++ of 1- and 2-grams of
 * words, recall weighing twice as much as precision, from 0 to 100. As in sacreBLEU, only orders
 * that both sides have count.
 */
public final class Chrf extends CorpusMetric {
  private static final int CHARACTER_ORDERS = 6;
  private static final double BETA_SQUARED = 4;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private static final int HYPOTHESIS_CHARACTERS = 0;
  private static final int HYPOTHESIS_WORDS = 1;
  private static final int MATCHES = 2;

  private final int wordOrders;
  private final int orders;

  /**
   * A metric of this kind.
   *
   * @param name under which it is reported
   * @param wordOrders 0 for chrF, 2 for chrF++
   */
  public Chrf(String name, int wordOrders) {
    super(name, Metric.Direction.HIGHER, counts(wordOrders));
    this.wordOrders = wordOrders;
    this.orders = CHARACTER_ORDERS + wordOrders;
  }

  /** chrF++, reported as {@code chrf++}. */
  public static Chrf plusPlus() {
    return new Chrf("chrf++", 2);
  }

  private static List<String> counts(int wordOrders) {
    List<String> counts = new ArrayList<>();
    counts.add("hypothesis_characters");
    counts.add("hypothesis_words");
    for (int n = 1; n <= CHARACTER_ORDERS; n++) {
      counts.add("match_characters" + n);
    }
    for (int n = 1; n <= wordOrders; n++) {
      counts.add("match_words" + n);
    }
    counts.add("reference_characters");
    counts.add("reference_words");
    return counts;
  }

  @Override
  public String signature() {
    return "nrefs:1|case:mixed|eff:yes|nc:6|nw:%d|space:no|version:%s"
        .formatted(wordOrders, VERSION);
  }

  @Override
  double[] counts(String hypothesis, String reference) {
    List<String> characters = PythonText.characters(hypothesis);
    List<String> expectedCharacters = PythonText.characters(reference);
    List<String> words = words(hypothesis);
    List<String> expectedWords = words(reference);
    double[] counts = new double[MATCHES + orders + 2];
    counts[HYPOTHESIS_CHARACTERS] = characters.size();
    counts[HYPOTHESIS_WORDS] = words.size();
    for (int n = 1; n <= CHARACTER_ORDERS; n++) {
      counts[MATCHES + n - 1] = Ngrams.shared(characters, expectedCharacters, n);
    }
    for (int n = 1; n <= wordOrders; n++) {
      counts[MATCHES + CHARACTER_ORDERS + n - 1] = Ngrams.shared(words, expectedWords, n);
    }
    counts[MATCHES + orders] = expectedCharacters.size();
    counts[MATCHES + orders + 1] = expectedWords.size();
    return counts;
  }

  /** Words, with an ASCII punctuation mark at the end, else at the beginning, as one of its own. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : PythonText.split(text)) {
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
    return 3 * orders;
  }

  @Override
  void add(double[] counts, double[] totals) {
    for (int order = 0; order < orders; order++) {
      boolean characters = order < CHARACTER_ORDERS;
      int n = characters ? order + 1 : order - CHARACTER_ORDERS + 1;
      double expected = Ngrams.in(counts[MATCHES + orders + (characters ? 0 : 1)], n);
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
    int both = 0;
    for (int order = 0; order < orders; order++) {
      double given = totals[3 * order];
      double expected = totals[3 * order + 1];
      if (given > 0 && expected > 0) {
        precision += totals[3 * order + 2] / given;
        recall += totals[3 * order + 2] / expected;
        both++;
      }
    }
    if (precision + recall == 0) {
      return 0;
    }
    precision /= both;
    recall /= both;
    return 100 * (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall);
  }
}
