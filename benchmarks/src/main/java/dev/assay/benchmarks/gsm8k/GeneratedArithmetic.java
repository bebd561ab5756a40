package dev.assay.benchmarks.gsm8k;

import dev.assay.benchmarks.gsm8k.StoryTemplates.Change;
import dev.assay.benchmarks.gsm8k.StoryTemplates.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes word problems of a person whose number of objects changes a few times: 500 problems, a
 * third of each length, the same for ever.
 */
final class GeneratedArithmetic {
  private static final int PROBLEMS = 500;
  private static final long SEED = 2412_06769;

  private final StoryTemplates templates;
  private final SplittableRandom random = new SplittableRandom(SEED);

  private GeneratedArithmetic(StoryTemplates templates) {
    this.templates = templates;
  }

  /** The problems of the test; no two calculate the same. */
  static List<ArithmeticProblem> problems() {
    return new GeneratedArithmetic(StoryTemplates.embedded()).draw();
  }

  private List<ArithmeticProblem> draw() {
    int fewest = templates.steps().from();
    int lengths = templates.steps().to() - fewest + 1;
    Set<String> seen = new HashSet<>();
    List<ArithmeticProblem> problems = new ArrayList<>();
    while (problems.size() < PROBLEMS) {
      List<Calculation> calculations = calculations(fewest + problems.size() % lengths);
      if (ArithmeticProblem.isTest(calculations)
          && seen.add(ArithmeticProblem.canonical(calculations))) {
        problems.add(new ArithmeticProblem(story(calculations), calculations));
      }
    }
    return problems;
  }

  private List<Calculation> calculations(int count) {
    List<Calculation> calculations = new ArrayList<>();
    int value = pick(templates.starts().numbers().boxed().toList());
    while (calculations.size() < count) {
      Calculation next = next(value);
      calculations.add(next);
      value = next.result();
    }
    return calculations;
  }

  /** Any operation that is possible, then any of its operands. */
  private Calculation next(int value) {
    List<List<Calculation>> possible = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      List<Calculation> choices =
          templates
              .operands()
              .get(operation)
              .numbers()
              .boxed()
              .flatMap(operand -> calculation(value, operation, operand).stream())
              .toList();
      if (!choices.isEmpty()) {
        possible.add(choices);
      }
    }
    return pick(pick(possible));
  }

  private Optional<Calculation> calculation(int value, Operation operation, int operand) {
    OptionalInt result = operation.apply(value, operand);
    return result.isPresent() && templates.values().contains(result.getAsInt())
        ? Optional.of(new Calculation(value, operation, operand, result.getAsInt()))
        : Optional.empty();
  }

  private String story(List<Calculation> calculations) {
    Person person = pick(templates.people());
    Map<String, String> words = new HashMap<>(templates.pronouns().get(person.pronouns()));
    words.put("name", person.name());
    words.put("objects", pick(templates.objects()));
    List<String> sentences = new ArrayList<>();
    sentences.add(filled(pick(templates.beginnings()), words, calculations.get(0).value()));
    Set<Change> told = new HashSet<>();
    for (Calculation step : calculations) {
      Change change =
          pick(
              templates.changes().get(step.operation()).stream()
                  .filter(choice -> choice.canSay(step.operand()) && !told.contains(choice))
                  .toList());
      told.add(change);
      words.put("other", another(person));
      sentences.add(filled(change.text(), words, step.operand()));
    }
    sentences.add(filled(pick(templates.questions()), words, 0));
    return String.join(" ", sentences);
  }

  private String another(Person person) {
    return pick(templates.people().stream().filter(other -> !other.equals(person)).toList()).name();
  }

  private static String filled(String template, Map<String, String> words, int number) {
    String text = template.replace("{n}", Integer.toString(number));
    for (Map.Entry<String, String> word : words.entrySet()) {
      text = text.replace("{" + word.getKey() + "}", word.getValue());
    }
    return text;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
