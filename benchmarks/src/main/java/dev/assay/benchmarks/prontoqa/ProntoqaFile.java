package dev.assay.benchmarks.prontoqa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import dev.assay.data.DataStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the public generator writes with {@code --model-name json}: a JSON object of examples, each
 * with a {@code test_example} of {@code question}, {@code query}, {@code chain_of_thought} and
 * {@code answer}.
 */
final class ProntoqaFile {
  static final String PATH = "prontoqa/5hop_0shot_random.json";

  private static final String COMMAND =
      "python run_experiment.py --model-name json --model-size dummy --ordering random"
          + " --num-trials 10000 --few-shot-examples 0 --ontology fictional --min-hops 5"
          + " --max-hops 5 --hops-skip 1";
  private static final String EXAMPLE = "test_example";
  private static final int ALL = 10_000;
  private static final int BEFORE_TEST = 9_200;

  private ProntoqaFile() {}

  /**
   * Finds the file in the data folder.
   *
   * @throws SetupException if it is not there, with the command that makes it
   */
  static DataText require(DataStore data) {
    Path path =
        data.find(PATH)
            .orElseThrow(
                () ->
                    new SetupException(
                        "no file %s in the data folder (%s), and none is published; make it with github.com/asaparov/prontoqa: `%s`. The benchmark 'prontoqa' needs no file."
                            .formatted(
                                PATH,
                                data.folders().stream()
                                    .map(Path::toString)
                                    .collect(Collectors.joining(", ")),
                                COMMAND)));
    return DataText.read(path);
  }

  /**
   * The questions to test on, by their names in the file: of 10,000 the last 800, which Coconut
   * tests on; else all.
   *
   * @throws SetupException if the file is malformed, naming the example and the key
   */
  static LinkedHashMap<String, Question> read(DataText file) {
    JsonNode root;
    try {
      root = Json.mapper().readTree(file.text());
    } catch (JsonProcessingException e) {
      throw new SetupException(
          "%s, line %d: not JSON or cut off: %s. Make it again with `%s`."
              .formatted(file.name(), e.getLocation().getLineNr(), e.getOriginalMessage(), COMMAND),
          e);
    }
    if (!root.isObject() || root.isEmpty()) {
      throw new SetupException(
          "%s: a JSON object of examples expected, as `%s` writes it"
              .formatted(file.name(), COMMAND));
    }
    LinkedHashMap<String, Question> questions = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> example : root.properties()) {
      questions.put(example.getKey(), question(file, example.getKey(), example.getValue()));
    }
    if (questions.size() == ALL) {
      questions.keySet().removeAll(questions.keySet().stream().limit(BEFORE_TEST).toList());
    }
    return questions;
  }

  private static Question question(DataText file, String name, JsonNode example) {
    JsonNode test = example.path(EXAMPLE);
    if (!test.isObject()) {
      throw error(file, name, EXAMPLE, "an object expected");
    }
    for (JsonNode step : test.path("chain_of_thought")) {
      if (!step.isTextual()) {
        throw error(file, name, "chain_of_thought", "a list of texts expected");
      }
    }
    if (test.path("chain_of_thought").isEmpty()) {
      throw error(file, name, "chain_of_thought", "a list of texts expected");
    }
    Question question =
        new Question(
            text(file, name, test, "question"),
            text(file, name, test, "query"),
            text(file, name, test, "answer"));
    if (!question.query().startsWith(Question.TRUE_OR_FALSE)) {
      throw error(file, name, "query", "it does not begin with '" + Question.TRUE_OR_FALSE + "'");
    }
    if (!question.answer().equals(Question.answer(true))
        && !question.answer().equals(Question.answer(false))) {
      throw error(file, name, "answer", "True or False expected, not '" + question.answer() + "'");
    }
    return question;
  }

  private static String text(DataText file, String name, JsonNode test, String key) {
    JsonNode value = test.path(key);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw error(file, name, key, "a text expected");
    }
    return value.textValue();
  }

  private static SetupException error(DataText file, String name, String key, String what) {
    return new SetupException(
        "%s, example '%s', key '%s': %s".formatted(file.name(), name, key, what));
  }
}
