package dev.assay.benchmarks.prosqa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.benchmarks.DataText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a file of ProsQA: a JSON array of questions with their graphs. The graph must be the one
 * that the words tell, and the answer the right one.
 */
final class ProsqaFile {
  private static final String QUESTION = "question";
  private static final String STEPS = "steps";
  private static final String ANSWER = "answer";
  private static final String NAMES = "idx_to_symbol";
  private static final String EDGES = "edges";
  private static final String PERSON = "root";
  private static final String TARGET = "target";
  private static final String OTHER_CANDIDATE = "neg_target";

  private final DataText file;

  private ProsqaFile(DataText file) {
    this.file = file;
  }

  /**
   * The questions of a file, in its order.
   *
   * @throws SetupException if it is malformed or a question has not one right answer, naming the
   *     example (from 0) and the key
   */
  static List<Question> read(DataText file) {
    return new ProsqaFile(file).questions();
  }

  private List<Question> questions() {
    JsonNode root;
    try {
      root = Json.mapper().readTree(file.text());
    } catch (JsonProcessingException e) {
      throw new SetupException(
          "%s, line %d: not JSON or cut off: %s. %s"
              .formatted(
                  file.name(), e.getLocation().getLineNr(), e.getOriginalMessage(), advice()),
          e);
    }
    if (!root.isArray() || root.isEmpty()) {
      throw new SetupException(
          "%s: a JSON array of examples expected. %s".formatted(file.name(), advice()));
    }
    List<Question> questions = new ArrayList<>();
    for (JsonNode example : root) {
      questions.add(new Reader(questions.size(), example).question());
    }
    return List.copyOf(questions);
  }

  private static String advice() {
    return "Get the published file with `assay data pull " + ProsqaDataSet.NAME + "`.";
  }

  /** Reads one example. */
  private final class Reader {
    private final int index;
    private final JsonNode example;

    Reader(int index, JsonNode example) {
      this.index = index;
      this.example = example;
    }

    Question question() {
      Graph graph = new Graph(names(), edges());
      int person = node(PERSON, graph);
      if (person > 1) {
        throw error(PERSON, "0 or 1 expected, the two persons that questions are about");
      }
      String text = text(QUESTION);
      String[] parts = text.split(" (?=Is \\p{L}+ a )", 2);
      Question question =
          new Question(
              graph,
              person,
              node(TARGET, graph),
              node(OTHER_CANDIDATE, graph),
              parts[0],
              parts.length < 2 ? "" : parts[1]);
      checkWords(question);
      checkAnswer(question);
      return question;
    }

    private List<String> names() {
      List<String> names = texts(NAMES);
      Set<String> once = new HashSet<>(names);
      if (names.size() < 4 || once.size() < names.size()) {
        throw error(NAMES, "at least four names expected, each once");
      }
      return names;
    }

    private List<Graph.Edge> edges() {
      int nodes = names().size();
      List<Graph.Edge> edges = new ArrayList<>();
      for (JsonNode pair : array(EDGES)) {
        boolean valid =
            pair.size() == 2 && isNode(pair.get(0), nodes) && isNode(pair.get(1), nodes);
        if (!valid) {
          throw error(EDGES, pair + " is no pair of indexes below " + nodes);
        }
        edges.add(new Graph.Edge(pair.get(0).intValue(), pair.get(1).intValue()));
      }
      if (new HashSet<>(edges).size() < edges.size()) {
        throw error(EDGES, "an edge stands twice");
      }
      return edges;
    }

    private void checkWords(Question question) {
      Graph graph = question.graph();
      Set<String> told =
          graph.edges().stream().map(e -> graph.statement(e).text()).collect(Collectors.toSet());
      List<String> statements = List.of(question.statements().split("(?<=\\.) "));
      if (statements.size() != told.size() || !told.equals(Set.copyOf(statements))) {
        throw error(QUESTION, "its statements are not those of 'edges'");
      }
      int target = question.target();
      int other = question.otherCandidate();
      if (!question.query().equals(Question.query(graph, question.person(), target, other))
          && !question.query().equals(Question.query(graph, question.person(), other, target))) {
        throw error(QUESTION, "it does not end by asking for 'target' or 'neg_target' of 'root'");
      }
    }

    private void checkAnswer(Question question) {
      Graph graph = question.graph();
      if (!graph.reaches(question.person(), question.target())
          || graph.reaches(question.otherPerson(), question.target())) {
        throw error(TARGET, "it must be reachable from the person asked about only");
      }
      if (graph.reaches(question.person(), question.otherCandidate())
          || !graph.reaches(question.otherPerson(), question.otherCandidate())) {
        throw error(OTHER_CANDIDATE, "it must be reachable from the other person only");
      }
      if (!text(ANSWER).equals(question.answer())) {
        throw error(ANSWER, "'%s' expected".formatted(question.answer()));
      }
      String steps = String.join("\n", texts(STEPS));
      if (ChainCategory.of(question, steps) != ChainCategory.SHORTEST
          || texts(STEPS).size() != question.depth()) {
        throw error(STEPS, "they are no shortest path from the person to the target");
      }
    }

    private int node(String key, Graph graph) {
      JsonNode value = example.path(key);
      if (!isNode(value, graph.names().size())) {
        throw error(key, "an index of a node expected, below " + graph.names().size());
      }
      return value.intValue();
    }

    private boolean isNode(JsonNode value, int nodes) {
      return value.isInt() && value.intValue() >= 0 && value.intValue() < nodes;
    }

    private String text(String key) {
      JsonNode value = example.path(key);
      if (!value.isTextual()) {
        throw error(key, "a text expected");
      }
      return value.textValue();
    }

    private List<String> texts(String key) {
      List<String> texts = new ArrayList<>();
      for (JsonNode value : array(key)) {
        if (!value.isTextual()) {
          throw error(key, "a list of texts expected");
        }
        texts.add(value.textValue());
      }
      return texts;
    }

    private JsonNode array(String key) {
      JsonNode value = example.path(key);
      if (!value.isArray()) {
        throw error(key, "a list expected");
      }
      return value;
    }

    private SetupException error(String key, String what) {
      return new SetupException(
          "%s, example %d, key '%s': %s. %s".formatted(file.name(), index, key, what, advice()));
    }
  }
}
