package dev.assay.reports;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The graph that a question in the wording of ProsQA (arXiv 2412.06769) spells out: statements
 * "Every A is a B." and "Name is a A.", then "Is Name a A or B?". Nodes are numbered as they appear
 * in the text.
 *
 * @param names the nodes' names
 * @param edges from what is something to what it is
 * @param asked the node that the question is about
 * @param right the candidate that is the right answer
 * @param other the candidate that is not
 * @param distances edges from the asked node; −1 for nodes that are not below it
 * @param leading whether a node is below the asked one and leads on to the right answer
 */
record QuestionGraph(
    List<String> names,
    List<Edge> edges,
    int asked,
    int right,
    int other,
    List<Integer> distances,
    List<Boolean> leading) {
  private static final int MOST_NODES = 100;
  private static final Pattern STATEMENT =
      Pattern.compile("(?:Every )?(\\S+) is an? ([^\\s.]+)\\.?");
  private static final Pattern QUESTION =
      Pattern.compile("Is (\\S+) an? (\\S+) or (?:an? )?([^\\s?]+)\\?");

  /** One statement. */
  record Edge(int from, int to) {}

  /**
   * Reads a question. Empty where some sentence has another form, where the question asks about
   * what no statement names, and where the graph is too large to draw.
   *
   * @param answer the right answer as a statement
   */
  static Optional<QuestionGraph> of(String question, String answer) {
    String[] sentences = question.strip().split("(?<=[.?])\\s+");
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Set<Edge> edges = new LinkedHashSet<>();
    for (String sentence : Arrays.asList(sentences).subList(0, sentences.length - 1)) {
      Matcher statement = STATEMENT.matcher(sentence);
      if (!statement.matches() || numbers.size() > MOST_NODES) {
        return Optional.empty();
      }
      edges.add(new Edge(number(numbers, statement.group(1)), number(numbers, statement.group(2))));
    }
    Matcher asked = QUESTION.matcher(sentences[sentences.length - 1]);
    Matcher right = STATEMENT.matcher(answer.strip());
    return asked.matches() && right.matches() && numbers.size() <= MOST_NODES
        ? of(numbers, List.copyOf(edges), asked, right.group(2))
        : Optional.empty();
  }

  private static int number(Map<String, Integer> numbers, String name) {
    return numbers.computeIfAbsent(name, n -> numbers.size());
  }

  private static Optional<QuestionGraph> of(
      Map<String, Integer> numbers, List<Edge> edges, Matcher question, String rightName) {
    Integer asked = numbers.get(question.group(1));
    Integer first = numbers.get(question.group(2));
    Integer second = numbers.get(question.group(3));
    Integer right = numbers.get(rightName);
    if (asked == null || first == null || second == null || right == null) {
      return Optional.empty();
    }
    if (!right.equals(first) && !right.equals(second)) {
      return Optional.empty();
    }
    int n = numbers.size();
    List<Integer> distances = distances(n, edges, i -> i == asked);
    List<Edge> backwards = edges.stream().map(e -> new Edge(e.to(), e.from())).toList();
    List<Integer> toRight = distances(n, backwards, i -> i == right);
    List<Boolean> leading = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      leading.add(distances.get(i) > 0 && toRight.get(i) >= 0);
    }
    return Optional.of(
        new QuestionGraph(
            List.copyOf(numbers.keySet()),
            edges,
            asked,
            right,
            right.equals(first) ? second : first,
            distances,
            List.copyOf(leading)));
  }

  /** Least number of edges from any of the sources to each node; −1 where there is no way. */
  static List<Integer> distances(int nodes, List<Edge> edges, IntPredicate source) {
    List<Integer> distances = new ArrayList<>(Collections.nCopies(nodes, -1));
    ArrayDeque<Integer> next = new ArrayDeque<>();
    for (int i = 0; i < nodes; i++) {
      if (source.test(i)) {
        distances.set(i, 0);
        next.add(i);
      }
    }
    while (!next.isEmpty()) {
      int from = next.remove();
      for (Edge edge : edges) {
        if (edge.from() == from && distances.get(edge.to()) < 0) {
          distances.set(edge.to(), distances.get(from) + 1);
          next.add(edge.to());
        }
      }
    }
    return List.copyOf(distances);
  }

  /** Whether a node is the asked one or below it. */
  boolean below(int node) {
    return distances.get(node) >= 0;
  }
}
