package dev.assay.benchmarks.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Bad translations made of good ones by a seeded rule; {@code translation_goldens.py} in the
 * training folder holds the same rule in Python.
 */
final class PerturbedCorpus {
  private long state;

  PerturbedCorpus(long seed) {
    this.state = seed;
  }

  /** Now and then nothing or the source itself, else the reference after one to six edits. */
  String hypothesis(String source, String reference) {
    int kind = next(50);
    if (kind == 0) {
      return "";
    }
    if (kind == 1) {
      return source;
    }
    List<String> words = new ArrayList<>(Arrays.asList(reference.split(" ", -1)));
    int edits = 1 + next(6);
    for (int i = 0; i < edits; i++) {
      edit(words);
    }
    return String.join(" ", words);
  }

  private void edit(List<String> words) {
    int operation = next(8);
    int i = next(words.size());
    switch (operation) {
      case 0 -> {
        if (words.size() > 1) {
          words.remove(i);
        }
      }
      case 1 -> Collections.swap(words, i, (i + 1) % words.size());
      case 2 -> {
        List<String> from = words.subList(i, Math.min(words.size(), i + 1 + next(4)));
        List<String> block = List.copyOf(from);
        from.clear();
        words.addAll(next(words.size() + 1), block);
      }
      case 3 -> words.add(i, words.get(i));
      case 4 -> words.set(i, words.get(i).toUpperCase(Locale.ROOT));
      case 5 -> words.set(i, swapped(words.get(i)));
      case 6 -> words.set(i, shortened(words.get(i)));
      default -> words.set(i, words.get(next(words.size())));
    }
  }

  private String swapped(String word) {
    int[] characters = word.codePoints().toArray();
    if (characters.length > 1) {
      int at = next(characters.length - 1);
      int first = characters[at];
      characters[at] = characters[at + 1];
      characters[at + 1] = first;
    }
    return new String(characters, 0, characters.length);
  }

  private String shortened(String word) {
    int length = word.codePointCount(0, word.length());
    if (length < 2) {
      return word;
    }
    int at = word.offsetByCodePoints(0, next(length));
    return word.substring(0, at) + word.substring(word.offsetByCodePoints(at, 1));
  }

  private int next(int bound) {
    state = state * 6364136223846793005L + 1442695040888963407L;
    return (int) ((state >>> 33) % bound);
  }
}
