package dev.assay.benchmarks.gsm8k;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.Example;
import dev.assay.benchmark.Score;
import dev.assay.data.DataStore;
import dev.assay.model.GeneratedText;
import dev.assay.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class GeneratedArithmeticTest {
  private static final Pattern STEP = Pattern.compile("<<(\\d+)([-+*/])(\\d+)=(\\d+)>>");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private final StepsBenchmark benchmark =
      (StepsBenchmark) new ArithmeticProvider().open("arithmetic", new DataStore(List.of()));
  private final List<ArithmeticProblem> problems = GeneratedArithmetic.problems();

  @Test
  void thePluginIsFoundAndNeedsNoData() {
    List<BenchmarkProvider.Entry> entries =
        Plugins.discover(getClass().getClassLoader()).benchmarkProviders().stream()
            .filter(ArithmeticProvider.class::isInstance)
            .flatMap(found -> found.entries().stream())
            .toList();

    assertThat(entries).hasSize(1).allMatch(BenchmarkProvider.Entry::embedded);
    assertThat(benchmark.card().title()).endsWith("(generated)");
    assertThat(benchmark.card().generated()).isTrue();
  }

  /** Changes only together with the version of the benchmark. */
  @Test
  void theProblemsAreTheSameForEver() {
    assertThat(benchmark.card().sha256())
        .isEqualTo("d6e7fdce41cf19f0a944d15cfe859b362de26a0aef86fde959bf442ead733c40");
  }

  /** The training's tests read the same file and prove that none of them is trained on. */
  @Test
  void theFirstProblemsAreThoseOfTheSample() throws IOException {
    Path file = Path.of("src/test/resources/dev/assay/benchmarks/gsm8k/arithmetic-sample.jsonl");
    List<JsonNode> sample = Files.readAllLines(file).stream().map(Json::parse).toList();

    assertThat(sample).hasSize(24);
    for (int i = 0; i < sample.size(); i++) {
      assertThat(problems.get(i).question()).isEqualTo(sample.get(i).get("question").asText());
      assertThat(problems.get(i).answer()).isEqualTo(sample.get(i).get("answer").asText());
      assertThat(problems.get(i).steps())
          .isEqualTo(
              StreamSupport.stream(sample.get(i).get("steps").spliterator(), false)
                  .map(JsonNode::asText)
                  .toList());
    }
  }

  @Test
  void thereAreFiveHundredDifferentProblemsOfTwoToFourSteps() {
    assertThat(benchmark.examples())
        .hasSize(500)
        .extracting(Example::contentHash)
        .doesNotHaveDuplicates();
    assertThat(problems)
        .extracting(problem -> ArithmeticProblem.canonical(problem.calculations()))
        .doesNotHaveDuplicates();
    assertThat(
            problems.stream()
                .collect(Collectors.groupingBy(p -> p.steps().size(), Collectors.counting())))
        .isEqualTo(Map.of(2, 167L, 3, 167L, 4, 166L));
  }

  @Test
  void everyStepIsRightGoesOnFromTheOneBeforeAndStaysBelowAHundred() {
    for (ArithmeticProblem problem : problems) {
      String before = "";
      for (String step : problem.steps()) {
        MatchResult parts = STEP.matcher(step).results().findFirst().orElseThrow();
        int value = Integer.parseInt(parts.group(1));
        int operand = Integer.parseInt(parts.group(3));
        int result = Integer.parseInt(parts.group(4));
        switch (parts.group(2)) {
          case "+" -> assertThat(result).isEqualTo(value + operand);
          case "-" -> assertThat(result + operand).isEqualTo(value);
          case "*" -> assertThat(result).isEqualTo(value * operand);
          default -> assertThat(result * operand).isEqualTo(value);
        }
        assertThat(result).isBetween(1, 99);
        assertThat(parts.group(1)).isEqualTo(before.isEmpty() ? parts.group(1) : before);
        before = parts.group(4);
      }
      assertThat(problem.answer()).isEqualTo(before);
    }
  }

  @Test
  void everyOperationIsCommonAndNoAnswerIs() {
    Map<Operation, Long> operations =
        problems.stream()
            .flatMap(problem -> problem.calculations().stream())
            .collect(Collectors.groupingBy(Calculation::operation, Collectors.counting()));
    Map<String, Long> answers =
        problems.stream()
            .collect(Collectors.groupingBy(ArithmeticProblem::answer, Collectors.counting()));

    assertThat(operations.values()).hasSize(4).allMatch(count -> count > 150);
    assertThat(answers.values()).allMatch(count -> count < 30);
  }

  @Test
  void aStoryTellsTheNumbersInTheirOrderUnlessAWordDoes() {
    for (ArithmeticProblem problem : problems) {
      List<String> told =
          NUMBER.matcher(problem.question()).results().map(MatchResult::group).toList();
      List<String> used =
          problem.calculations().stream().map(step -> Integer.toString(step.operand())).toList();

      assertThat(problem.question()).doesNotContain("{").doesNotContain("  ").endsWith("?");
      assertThat(told.get(0)).isEqualTo(Integer.toString(problem.calculations().get(0).value()));
      assertThat(String.join(" ", used)).containsPattern(inOrder(told.subList(1, told.size())));
      assertThat(problem.question().split("[.?]")).hasSize(problem.steps().size() + 2);
    }
  }

  private static String inOrder(List<String> numbers) {
    return numbers.stream().map(number -> "\\b" + number + "\\b").collect(Collectors.joining(".*"));
  }

  @Test
  void everyProblemIsOnTheTestsSideOfTheSplit() {
    assertThat(problems)
        .extracting(problem -> canonical(problem.steps()))
        .allMatch(form -> Integer.parseInt(Sha256.of(form).substring(0, 2), 16) % 8 == 0);
  }

  private static String canonical(List<String> steps) {
    return steps.get(0).replaceAll("<<(\\d+).*", "$1")
        + steps.stream()
            .map(step -> step.replaceAll("<<\\d+(.*)=.*", "$1"))
            .collect(Collectors.joining());
  }

  @Test
  void everyTemplateIsUsed() {
    StoryTemplates templates = StoryTemplates.embedded();
    String all = problems.stream().map(ArithmeticProblem::question).collect(Collectors.joining());

    assertThat(
            templates.changes().values().stream()
                .flatMap(List::stream)
                .map(StoryTemplates.Change::text))
        .hasSize(48)
        .allMatch(template -> Pattern.compile(pattern(template)).matcher(all).find());
    assertThat(templates.beginnings())
        .allMatch(template -> Pattern.compile(pattern(template)).matcher(all).find());
    assertThat(templates.questions())
        .allMatch(template -> Pattern.compile(pattern(template)).matcher(all).find());
  }

  private static String pattern(String template) {
    return template.replaceAll("([.?])", "\\\\$1").replaceAll("\\{\\w+}", "\\\\w+");
  }

  @Test
  void aModelThatWritesStepsAndAnswerIsRight() {
    Map<String, ArithmeticProblem> byQuestion =
        problems.stream()
            .collect(Collectors.toMap(ArithmeticProblem::question, Function.identity()));

    for (Example example : benchmark.examples()) {
      ArithmeticProblem problem = byQuestion.get(example.fields().get("question"));
      String output = String.join("\n", problem.steps()) + "\n### " + problem.answer();

      Score score =
          benchmark.score(example, List.of(new GeneratedText(output, GeneratedText.Finish.END)));

      assertThat(score.values())
          .isEqualTo(
              Map.of(
                  "exact_match", 1.0, "steps_right", 1.0, "steps_wrong", 0.0, "steps_none", 0.0));
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> new ArithmeticProvider().open("arithmetics", new DataStore(List.of())))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("did you mean 'arithmetic'?");
  }
}
