package dev.assay.benchmarks.prontoqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QuestionGeneratorTest {
  private static final Pattern SENTENCE =
      Pattern.compile("(?:(?:Each|Every) )?(\\w+) (?:is|are) (not )?(?:an? )?(\\w+)\\.");

  /** What is known of the entity after so many steps along the rules; {@code !hot} is not hot. */
  private record Deductions(String entity, Map<String, Integer> steps) {
    static Deductions from(Question question) {
      Map<String, Set<String>> rules = new HashMap<>();
      for (MatchResult rule : SENTENCE.matcher(question.facts()).results().toList()) {
        rules
            .computeIfAbsent(singular(rule.group(1)), subject -> new HashSet<>())
            .add((rule.group(2) == null ? "" : "!") + singular(rule.group(3)));
      }
      String entity = question.query().split(" ")[3];
      Map<String, Integer> steps = new HashMap<>();
      Set<String> known = rules.get(entity.toLowerCase());
      for (int step = 0; !known.isEmpty(); step++) {
        Set<String> next = new HashSet<>();
        for (String what : known) {
          if (steps.putIfAbsent(what, step) == null) {
            next.addAll(rules.getOrDefault(what, Set.of()));
          }
        }
        known = next;
      }
      return new Deductions(entity, steps);
    }

    private static String singular(String word) {
      String lower = word.toLowerCase();
      return lower.endsWith("puses") ? lower.substring(0, lower.length() - 2) : lower;
    }
  }

  @Property(tries = 300)
  void theAnswerFollowsInFiveStepsAndItsOppositeDoesNot(@ForAll long seed, @ForAll boolean truth) {
    Question question = question(seed, truth);
    Map<String, Integer> steps = Deductions.from(question).steps();
    MatchResult query = SENTENCE.matcher(question.query().substring(15)).results().toList().get(0);
    boolean negated = query.group(2) != null;
    String asked = (negated ? "!" : "") + query.group(3);
    String opposite = (negated ? "" : "!") + query.group(3);

    assertThat(question.answer()).isEqualTo(truth ? "True" : "False");
    assertThat(steps).containsEntry(truth ? asked : opposite, 5);
    assertThat(steps).doesNotContainKey(truth ? opposite : asked);
    assertThat(question.facts()).contains(query.group(3) + ".");
  }

  @Property(tries = 300)
  void aQuestionHasTwentyThreeRulesAndTwoFactsAsThePublicGeneratorsHave(@ForAll long seed) {
    Question question = question(seed, true);
    List<String> sentences = List.of(question.facts().split("(?<=\\.) "));
    String entity = Deductions.from(question).entity();

    assertThat(sentences).hasSize(25).doesNotHaveDuplicates();
    assertThat(sentences.subList(0, 23))
        .allMatch(s -> s.matches("(Each|Every) \\w+pus is .*|[A-Z]\\w+puses are .*"));
    assertThat(sentences.subList(23, 25)).allMatch(s -> s.matches(entity + " is an? \\w+pus\\."));
    assertThat(question.query()).matches("True or false: " + entity + " is (not )?\\w+\\.");
  }

  /**
   * Counted in 1,500 questions of the public generator (commit 0a6412b, {@code --model-name json
   * --model-size dummy --ordering random --num-trials 1500 --few-shot-examples 0 --ontology
   * fictional --min-hops 5 --max-hops 5 --hops-skip 1}): 4.09 rules of 23 deny something, 49.9 % of
   * the rules are in the plural, 46.7 % of the conclusions deny.
   */
  @Test
  void rulesDenyAsOftenAsThoseOfThePublicGenerator() {
    QuestionGenerator generator = new QuestionGenerator(new SplittableRandom(1));
    List<Question> questions = Stream.generate(() -> generator.next(true)).limit(4_000).toList();

    assertThat(mean(questions, "\\bnot\\b(?=.*True or false)")).isCloseTo(4.09, within(0.15));
    assertThat(mean(questions, "\\bare\\b") / 23).isCloseTo(0.499, within(0.015));
    assertThat(mean(questions, "false: \\w+ is not")).isCloseTo(0.467, within(0.03));
  }

  private static double mean(List<Question> questions, String pattern) {
    Pattern found = Pattern.compile(pattern);
    return questions.stream()
        .mapToLong(question -> found.matcher(question.text()).results().count())
        .average()
        .orElseThrow();
  }

  private static Question question(long seed, boolean truth) {
    return new QuestionGenerator(new SplittableRandom(seed)).next(truth);
  }
}
