package dev.assay.benchmarks.cute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes sentences from a small grammar: each line {@code KIND = form | form}; words in capitals
 * stand for a phrase of that kind, {@code SENTENCE} is the start, lines with {@code #} are
 * comments.
 */
final class SentenceGrammar {
  private static final String START = "SENTENCE";
  private static final int FEWEST_WORDS = 4;
  private static final int MOST_WORDS = 10;

  private final Map<String, List<List<String>>> forms = new HashMap<>();

  SentenceGrammar(List<String> lines) {
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] sides = line.split(" = ", 2);
      List<List<String>> kind = forms.computeIfAbsent(sides[0], k -> new ArrayList<>());
      for (String form : sides[1].split("\\|")) {
        kind.add(List.of(form.strip().split(" ")));
      }
    }
  }

  /** The words of a sentence, without its full stop; the first one is capitalised. */
  List<String> sentence(SplittableRandom random) {
    List<String> words = new ArrayList<>();
    do {
      words.clear();
      expand(START, random, words);
    } while (words.size() < FEWEST_WORDS || words.size() > MOST_WORDS);
    String first = words.get(0);
    words.set(0, first.substring(0, 1).toUpperCase(Locale.ROOT) + first.substring(1));
    return List.copyOf(words);
  }

  private void expand(String symbol, SplittableRandom random, List<String> words) {
    List<List<String>> kind = forms.get(symbol);
    if (kind == null) {
      words.add(symbol);
    } else {
      kind.get(random.nextInt(kind.size())).forEach(part -> expand(part, random, words));
    }
  }
}
