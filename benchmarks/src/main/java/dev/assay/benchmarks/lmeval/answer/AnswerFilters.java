package dev.assay.benchmarks.lmeval.answer;

import dev.assay.SetupException;
import dev.assay.benchmarks.python.PythonRepr;
import dev.assay.benchmarks.python.PythonText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The filters of lm-evaluation-harness that tasks name without Python code. */
final class AnswerFilters {
  private static final Map<String, Function<FilterArguments, AnswerFilter>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "regex", RegexFilter::of,
              "multi_choice_regex", ChoiceRegexFilter::of,
              "remove_whitespace", arguments -> each(arguments, PythonText::strip),
              "lowercase", arguments -> each(arguments, a -> a.toLowerCase(Locale.ROOT)),
              "uppercase", arguments -> each(arguments, a -> a.toUpperCase(Locale.ROOT)),
              "map", AnswerFilters::map,
              "take_first", AnswerFilters::takeFirst,
              "take_first_k", AnswerFilters::takeFirstOfMany,
              "majority_vote", AnswerFilters::majorityVote));

  private AnswerFilters() {}

  /**
   * The filter of a step.
   *
   * @throws SetupException if there is none of that name, or an argument is not as it must be
   */
  static AnswerFilter of(FilterArguments arguments) {
    String name = arguments.step().function();
    Function<FilterArguments, AnswerFilter> filter = BY_NAME.get(name);
    if (filter == null) {
      throw SetupException.unknownName(
          "filter in filter_list of " + arguments.config().file(), name, BY_NAME.keySet());
    }
    return filter.apply(arguments);
  }

  private static AnswerFilter each(FilterArguments arguments, UnaryOperator<String> change) {
    arguments.check(List.of());
    return (answers, document) -> answers.stream().map(change).toList();
  }

  /**
   * Answers in other words; what the map lacks becomes the default, Python's None if there is none.
   */
  private static AnswerFilter map(FilterArguments arguments) {
    arguments.check(List.of("mapping_dict", "default_value"));
    Map<String, String> words = new HashMap<>();
    arguments
        .map("mapping_dict")
        .forEach((from, to) -> words.put(PythonRepr.text(from), PythonRepr.text(to)));
    String otherwise = arguments.text("default_value", PythonRepr.text(null));
    return (answers, document) ->
        answers.stream().map(answer -> words.getOrDefault(answer, otherwise)).toList();
  }

  private static AnswerFilter takeFirst(FilterArguments arguments) {
    arguments.check(List.of());
    return (answers, document) -> answers.subList(0, 1);
  }

  private static AnswerFilter takeFirstOfMany(FilterArguments arguments) {
    arguments.check(List.of("k"));
    int most = arguments.number("k", 0);
    int repeats = arguments.config().repeats();
    if (most < 1 || most > repeats) {
      throw arguments.error(
          "needs a 'k' from 1 to the task's repeats, which is %d, not %d".formatted(repeats, most));
    }
    return (answers, document) -> answers.subList(0, most);
  }

  /** The most frequent answer, the earliest among equals. */
  private static AnswerFilter majorityVote(FilterArguments arguments) {
    arguments.check(List.of());
    return (answers, document) -> {
      Map<String, Integer> votes = new LinkedHashMap<>();
      answers.forEach(answer -> votes.merge(answer, 1, Integer::sum));
      String winner = answers.get(0);
      for (Map.Entry<String, Integer> vote : votes.entrySet()) {
        winner = vote.getValue() > votes.getOrDefault(winner, 0) ? vote.getKey() : winner;
      }
      return List.of(winner);
    };
  }
}
