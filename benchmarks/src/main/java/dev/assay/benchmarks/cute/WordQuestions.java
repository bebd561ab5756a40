package dev.assay.benchmarks.cute;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows about the words of a sentence: the inputs in the order of CUTE's columns, then the label.
 * Case counts, as in CUTE: "the" is not "The". The full stop stays at the end.
 */
final class WordQuestions {
  private final SplittableRandom random;

  WordQuestions(SplittableRandom random) {
    this.random = random;
  }

  List<String> contained(List<String> sentence) {
    return List.of(pick(sentence.stream()), text(sentence), "Yes");
  }

  /** Asks about a word of another sentence; absent if that has no word of its own. */
  Optional<List<String>> notContained(List<String> sentence, List<String> another) {
    List<String> foreign =
        another.stream().filter(w -> sentence.stream().noneMatch(w::equalsIgnoreCase)).toList();
    return foreign.isEmpty()
        ? Optional.empty()
        : Optional.of(List.of(pick(foreign.stream()), text(sentence), "No"));
  }

  List<String> insert(List<String> sentence, String added) {
    String after = pick(sentence.stream());
    String label = rewrite(sentence, w -> w.equals(after) ? Stream.of(w, added) : Stream.of(w));
    return List.of(added, after, text(sentence), label);
  }

  List<String> delete(List<String> sentence) {
    String gone = pick(sentence.stream());
    String label = rewrite(sentence, w -> w.equals(gone) ? Stream.empty() : Stream.of(w));
    return List.of(gone, text(sentence), label);
  }

  List<String> substitute(List<String> sentence, String fresh) {
    String old = pick(sentence.stream());
    String label = rewrite(sentence, w -> Stream.of(w.equals(old) ? fresh : w));
    return List.of(old, fresh, text(sentence), label);
  }

  /** Absent if the sentence has no two words that occur once each. */
  Optional<List<String>> swap(List<String> sentence) {
    List<String> once =
        sentence.stream().filter(w -> sentence.indexOf(w) == sentence.lastIndexOf(w)).toList();
    if (once.size() < 2) {
      return Optional.empty();
    }
    String a = pick(once.stream());
    String b = pick(once.stream().filter(w -> !w.equals(a)));
    String label = rewrite(sentence, w -> Stream.of(w.equals(a) ? b : w.equals(b) ? a : w));
    return Optional.of(List.of(a, b, text(sentence), label));
  }

  private String pick(Stream<String> words) {
    List<String> different = words.distinct().toList();
    return different.get(random.nextInt(different.size()));
  }

  private static String rewrite(List<String> sentence, Function<String, Stream<String>> change) {
    return text(sentence.stream().flatMap(change).toList());
  }

  private static String text(List<String> words) {
    return words.stream().collect(Collectors.joining(" ", "", "."));
  }
}
