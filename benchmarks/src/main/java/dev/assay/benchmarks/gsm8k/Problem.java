package dev.assay.benchmarks.gsm8k;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A problem of GSM8k.
 *
 * @param question the problem
 * @param solution its solution in words with calculations such as {@code <<16-3-4=9>>}; the last
 *     line is {@code #### 18}
 */
record Problem(String question, String solution) {
  private static final String MARK = "#### ";
  private static final Pattern CALCULATION = Pattern.compile("<<[^>]*>>");

  /**
   * The problems of a file, a JSON object a line.
   *
   * @throws SetupException naming the line that is no problem
   */
  static List<Problem> read(DataText data) {
    List<Problem> problems = new ArrayList<>();
    List<String> lines = data.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      problems.add(parse(data.name() + ", line " + (i + 1), lines.get(i)));
    }
    if (problems.isEmpty()) {
      throw new SetupException(data.name() + ": holds no problem");
    }
    return problems;
  }

  private static Problem parse(String place, String line) {
    JsonNode object;
    try {
      object = Json.mapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new SetupException(
          "%s: not valid JSON: %s".formatted(place, e.getOriginalMessage()), e);
    }
    Problem problem = new Problem(text(place, object, "question"), text(place, object, "answer"));
    if (!problem.solution.contains(MARK)) {
      throw new SetupException(
          "%s: 'answer' must end with '%sNUMBER', the final answer".formatted(place, MARK));
    }
    return problem;
  }

  private static String text(String place, JsonNode object, String key) {
    JsonNode value = object.path(key);
    if (!value.isTextual()) {
      throw new SetupException(
          "%s: expected an object with the texts 'question' and 'answer'; '%s' is %s"
              .formatted(place, key, value.isMissingNode() ? "missing" : value));
    }
    return value.textValue();
  }

  /** The number asked for, as written: {@code 2,125}. */
  String answer() {
    return solution.substring(solution.lastIndexOf(MARK) + MARK.length()).strip();
  }

  /**
   * The calculations in their order, for example {@code <<16-3-4=9>>}. For every problem of the
   * test they are the steps of GSM8k-Aug, on which iCoT and Coconut were trained.
   */
  List<String> steps() {
    return calculations(solution);
  }

  /** The calculations in a text, in their order. */
  static List<String> calculations(String text) {
    return CALCULATION.matcher(text).results().map(MatchResult::group).toList();
  }
}
