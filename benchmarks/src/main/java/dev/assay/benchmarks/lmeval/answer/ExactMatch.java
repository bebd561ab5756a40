package dev.assay.benchmarks.lmeval.answer;

import dev.assay.benchmarks.python.PythonPattern;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Whether an answer is the target, after what does not count is removed from both: matches of
 * regular expressions in their order, case, ASCII punctuation, ASCII digits.
 *
 * @param ignored regular expressions
 * @param ignoreCase whether case counts
 * @param ignorePunctuation whether punctuation counts
 * @param ignoreNumbers whether digits count
 */
public record ExactMatch(
    List<PythonPattern> ignored,
    boolean ignoreCase,
    boolean ignorePunctuation,
    boolean ignoreNumbers) {
  /** Whether an answer is one of the targets. */
  public boolean matches(String answer, Collection<String> targets) {
    String compared = comparable(answer);
    return targets.stream().map(this::comparable).anyMatch(compared::equals);
  }

  private String comparable(String text) {
    String compared = text;
    for (PythonPattern pattern : ignored) {
      compared = pattern.remove(compared);
    }
    compared = ignoreCase ? compared.toLowerCase(Locale.ROOT) : compared;
    compared = ignorePunctuation ? compared.replaceAll("\\p{Punct}", "") : compared;
    return ignoreNumbers ? compared.replaceAll("[0-9]", "") : compared;
  }
}
