package dev.assay.benchmarks.gsm8k;

import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;

/** How lm-evaluation-harness's task {@code gsm8k} (version 3) finds the answer in an output. */
enum AnswerFilter {
  /** The first number after {@code ####}: the model must write as GSM8k does. */
  STRICT("strict_match", Pattern.compile("#### (-?[0-9.,]+)"), (first, next) -> first),
  /** The last thing that looks like a number. */
  FLEXIBLE("flexible_extract", Pattern.compile("(-?[$0-9.,]{2,}|-?[0-9]+)"), (last, next) -> next);

  /** What stands for the answer where there is none. */
  private static final String INVALID = "[invalid]";

  private static final Pattern IGNORED = Pattern.compile("[,$]");
  private static final Pattern FULL_STOP = Pattern.compile("\\.$", Pattern.UNIX_LINES);

  private final String metric;
  private final Pattern number;
  private final BinaryOperator<String> choice;

  AnswerFilter(String metric, Pattern number, BinaryOperator<String> choice) {
    this.metric = metric;
    this.number = number;
    this.choice = choice;
  }

  /** The name of the metric that counts right answers so found. */
  String metric() {
    return metric;
  }

  /** The answer as written. */
  String in(String output) {
    return number
        .matcher(output)
        .results()
        .map(match -> match.group(1))
        .reduce(choice)
        .orElse(INVALID);
  }

  /** Whether the answer in an output is the right one: commas, dollars and a full stop aside. */
  boolean right(String output, String target) {
    return comparable(in(output)).equals(comparable(target));
  }

  private static String comparable(String answer) {
    String digits = IGNORED.matcher(answer).replaceAll("");
    return FULL_STOP.matcher(digits).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
