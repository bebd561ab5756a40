package dev.assay.benchmarks.lmeval.answer;

import dev.assay.benchmarks.python.PythonPattern;
import dev.assay.benchmarks.python.PythonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a regular expression finds, by default the number that GSM8k's solutions end with.
 *
 * @param pattern with or without groups; of several groups the first that holds something counts
 * @param select which match, from 0; -1 is the last
 * @param fallback the answer where nothing is found
 */
public record RegexFilter(PythonPattern pattern, int select, String fallback)
    implements AnswerFilter {
  static final String PATTERN = "regex_pattern";
  static final String SELECT = "group_select";
  static final String FALLBACK = "fallback";

  private static final String DEFAULT_PATTERN = "#### (\\-?[0-9\\.\\,]+)";
  private static final String DEFAULT_FALLBACK = "[invalid]";

  static RegexFilter of(FilterArguments arguments) {
    arguments.check(List.of(PATTERN, SELECT, FALLBACK));
    return unchecked(arguments);
  }

  /** The filter, whatever other arguments there are. */
  static RegexFilter unchecked(FilterArguments arguments) {
    return new RegexFilter(
        arguments.pattern(PATTERN, arguments.text(PATTERN, DEFAULT_PATTERN)),
        arguments.number(SELECT, 0),
        arguments.text(FALLBACK, DEFAULT_FALLBACK));
  }

  @Override
  public List<String> apply(List<String> answers, Map<String, @Nullable Object> document) {
    return answers.stream().map(this::of).toList();
  }

  /** What the expression finds in an answer, else the fallback. */
  public String of(String answer) {
    return found(answer).orElse(fallback);
  }

  /** What the expression finds in an answer. */
  Optional<String> found(String answer) {
    return found(pattern, answer, select);
  }

  /**
   * The match of that number, stripped; of several groups the first that is not empty. A number
   * beyond the matches finds nothing.
   */
  static Optional<String> found(PythonPattern pattern, String answer, int select) {
    List<List<String>> matches = pattern.findAll(answer);
    int index = select < 0 ? matches.size() + select : select;
    if (index < 0 || index >= matches.size()) {
      return Optional.empty();
    }
    List<String> groups = matches.get(index);
    Optional<String> match =
        groups.size() == 1
            ? Optional.of(groups.get(0))
            : groups.stream().filter(group -> !group.isEmpty()).findFirst();
    return match.map(PythonText::strip);
  }
}
