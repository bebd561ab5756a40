package dev.assay.benchmarks.gsm8k;

import dev.assay.benchmarks.lmeval.answer.ExactMatch;
import dev.assay.benchmarks.lmeval.answer.RegexFilter;
import dev.assay.benchmarks.python.PythonPattern;
import java.util.List;
import java.util.stream.Stream;

/** How lm-evaluation-harness's task {@code gsm8k} (version 3) finds the answer in an output. */
enum AnswerFilter {
  /** The first number after {@code ####}: the model must write as GSM8k does. */
  STRICT("strict_match", "#### (\\-?[0-9\\.\\,]+)", 0),
  /** The last thing that looks like a number. */
  FLEXIBLE("flexible_extract", "(-?[$0-9.,]{2,})|(-?[0-9]+)", -1);

  /** What stands for the answer where there is none. */
  private static final String INVALID = "[invalid]";

  /** Commas, dollars and a full stop do not count. */
  private static final ExactMatch SAME =
      new ExactMatch(
          Stream.of(",", "\\$", "\\.$").map(PythonPattern::compile).toList(), true, false, false);

  private final String metric;
  private final RegexFilter filter;

  AnswerFilter(String metric, String pattern, int select) {
    this.metric = metric;
    this.filter = new RegexFilter(PythonPattern.compile(pattern), select, INVALID);
  }

  /** The name of the metric that counts right answers so found. */
  String metric() {
    return metric;
  }

  /** The answer as written. */
  String in(String output) {
    return filter.of(output);
  }

  /** Whether the answer in an output is the right one. */
  boolean right(String output, String target) {
    return SAME.matches(in(output), List.of(target));
  }
}
