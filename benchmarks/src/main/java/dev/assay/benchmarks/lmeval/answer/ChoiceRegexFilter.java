package dev.assay.benchmarks.lmeval.answer;

import dev.assay.benchmarks.python.PythonPattern;
import dev.assay.benchmarks.python.PythonRepr;
import dev.assay.benchmarks.python.PythonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the letter of a choice from an answer: what a regular expression finds, else the letter of
 * the choice whose words stand in the answer, else a letter after a colon. The document's field
 * {@code choices} holds the words; letters are written {@code (A)}.
 *
 * @param first the regular expression and what it falls back on in the end
 * @param ignoreCase whether case counts where words are compared
 * @param ignorePunctuation whether punctuation counts there
 * @param ignored what is removed there
 */
record ChoiceRegexFilter(
    RegexFilter first, boolean ignoreCase, boolean ignorePunctuation, List<PythonPattern> ignored)
    implements AnswerFilter {
  private static final String IGNORE_CASE = "ignore_case";
  private static final String IGNORE_PUNCTUATION = "ignore_punctuation";
  private static final String IGNORED = "regexes_to_ignore";

  static ChoiceRegexFilter of(FilterArguments arguments) {
    arguments.check(
        List.of(
            RegexFilter.PATTERN,
            RegexFilter.SELECT,
            RegexFilter.FALLBACK,
            IGNORE_CASE,
            IGNORE_PUNCTUATION,
            IGNORED));
    return new ChoiceRegexFilter(
        RegexFilter.unchecked(arguments),
        arguments.truth(IGNORE_CASE),
        arguments.truth(IGNORE_PUNCTUATION),
        arguments.patterns(IGNORED));
  }

  @Override
  public List<String> apply(List<String> answers, Map<String, @Nullable Object> document) {
    List<String> words = new ArrayList<>();
    if (document.get("choices") instanceof List<?> choices) {
      choices.forEach(c -> words.add(comparable(PythonText.strip(PythonRepr.text(c)))));
    }
    return answers.stream().map(answer -> letter(answer, words)).toList();
  }

  private String letter(String answer, List<String> words) {
    return nonEmpty(first.found(answer))
        .or(() -> byWords(answer, words))
        .or(() -> byLetter(answer, words.size()))
        .orElse(first.fallback());
  }

  private static Optional<String> nonEmpty(Optional<String> found) {
    return found.filter(text -> !text.isEmpty());
  }

  /** The longest words go first, since one choice may begin as another does. */
  private Optional<String> byWords(String answer, List<String> words) {
    Map<String, String> letters = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      letters.put(words.get(i), "(" + (char) ('A' + i) + ")");
    }
    List<String> longestFirst =
        words.stream()
            .map(PythonPattern::escape)
            .sorted(Comparator.comparingInt(ChoiceRegexFilter::length).reversed())
            .toList();
    PythonPattern any = PythonPattern.compile(String.join("|", longestFirst));
    return nonEmpty(RegexFilter.found(any, comparable(answer), first.select()))
        .map(found -> letters.getOrDefault(found, found));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private Optional<String> byLetter(String answer, int count) {
    List<String> letters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      letters.add(String.valueOf((char) ('A' + i)));
    }
    PythonPattern any = PythonPattern.compile(":[\\s]*(" + String.join("|", letters) + ")");
    return nonEmpty(RegexFilter.found(any, answer, first.select()))
        .map(letter -> "(" + letter + ")");
  }

  private String comparable(String text) {
    String compared = text;
    for (PythonPattern pattern : ignored) {
      compared = pattern.remove(compared);
    }
    compared = ignoreCase ? compared.toLowerCase(Locale.ROOT) : compared;
    return ignorePunctuation ? compared.replaceAll("\\p{P}", "") : compared;
  }
}
