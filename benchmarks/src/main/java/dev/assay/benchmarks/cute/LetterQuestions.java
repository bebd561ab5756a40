package dev.assay.benchmarks.cute;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Rows about the letters of a word: the inputs in the order of CUTE's columns, then the label. */
final class LetterQuestions {
  private static final List<String> ALPHABET = letters("abcdefghijklmnopqrstuvwxyz");

  private final SplittableRandom random;

  LetterQuestions(SplittableRandom random) {
    this.random = random;
  }

  static String spaced(String word) {
    return String.join(" ", word.split(""));
  }

  List<String> contains(String word, boolean yes) {
    List<String> candidates = ALPHABET.stream().filter(l -> word.contains(l) == yes).toList();
    return List.of(pick(candidates), word, yes ? "Yes" : "No");
  }

  List<String> insert(String word) {
    String after = pick(letters(word));
    String added = pick(ALPHABET);
    return List.of(added, after, word, word.replace(after, after + added));
  }

  List<String> delete(String word) {
    String letter = pick(letters(word));
    return List.of(letter, word, word.replace(letter, ""));
  }

  List<String> substitute(String word) {
    String old = pick(letters(word));
    String fresh = pick(ALPHABET.stream().filter(l -> !l.equals(old)).toList());
    return List.of(old, fresh, word, word.replace(old, fresh));
  }

  /** Absent if the word has no two letters that occur once each. */
  Optional<List<String>> swap(String word) {
    List<String> once =
        letters(word).stream().filter(l -> word.indexOf(l) == word.lastIndexOf(l)).toList();
    if (once.size() < 2) {
      return Optional.empty();
    }
    String a = pick(once);
    String b = pick(once.stream().filter(l -> !l.equals(a)).toList());
    char[] swapped = word.toCharArray();
    swapped[word.indexOf(a)] = b.charAt(0);
    swapped[word.indexOf(b)] = a.charAt(0);
    return Optional.of(List.of(a, b, word, new String(swapped)));
  }

  private String pick(List<String> letters) {
    return letters.get(random.nextInt(letters.size()));
  }

  /** The different letters of a word, in their order. */
  private static List<String> letters(String word) {
    return List.of(word.split("")).stream().distinct().toList();
  }
}
