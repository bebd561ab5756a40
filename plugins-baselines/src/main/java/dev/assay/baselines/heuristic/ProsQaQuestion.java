package dev.assay.baselines.heuristic;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question of ProsQA (arXiv 2412.06769), read from its text: "Every lempus is a impus.", "Bob is
 * a lempus." and more such statements, then "Is Bob a impus or rempus?".
 *
 * @param parents for each node of the statements, the nodes stated to be one of it
 * @param children for each node of the statements, what it is stated to be
 * @param person who is asked about
 * @param first the candidate named first
 * @param second the other candidate
 */
record ProsQaQuestion(
    Map<String, Set<String>> parents,
    Map<String, Set<String>> children,
    String person,
    String first,
    String second) {
  private static final String NODE = "([^\\s.?]+)";
  private static final Pattern STATEMENT =
      Pattern.compile("\\s*(?:Every )?" + NODE + " is an? " + NODE + "\\.");
  private static final Pattern CHOICE =
      Pattern.compile("\\s*Is " + NODE + " an? " + NODE + " or (?:an? )?" + NODE + "\\?\\s*");

  /** Reads a prompt; empty where it holds anything but statements and then the question. */
  static Optional<ProsQaQuestion> parse(String prompt) {
    Map<String, Set<String>> parents = new HashMap<>();
    Map<String, Set<String>> children = new HashMap<>();
    Matcher statement = STATEMENT.matcher(prompt);
    int end = 0;
    while (statement.region(end, prompt.length()).lookingAt()) {
      String above = statement.group(1);
      String below = statement.group(2);
      parents.computeIfAbsent(below, node -> new LinkedHashSet<>()).add(above);
      children.computeIfAbsent(above, node -> new LinkedHashSet<>()).add(below);
      end = statement.end();
    }
    Matcher choice = CHOICE.matcher(prompt).region(end, prompt.length());
    return choice.matches()
        ? Optional.of(
            new ProsQaQuestion(
                parents, children, choice.group(1), choice.group(2), choice.group(3)))
        : Optional.empty();
  }

  /** Number of nodes, persons included, from which the statements lead to a node. */
  int ancestors(String node) {
    return distances(node, parents).size() - 1;
  }

  /**
   * Shortest distance of a node from its own person, 0 where it has none. That person is a node
   * without parents that leads to it; of several, the one that leads to most nodes.
   */
  int depth(String node) {
    Map<String, Integer> above = distances(node, parents);
    return above.keySet().stream()
        .filter(ancestor -> !parents.containsKey(ancestor))
        .max(
            Comparator.<String>comparingInt(person -> distances(person, children).size())
                .thenComparing(above::get))
        .map(above::get)
        .orElse(0);
  }

  /** Every node that the edges lead to, itself included, with its shortest distance. */
  private static Map<String, Integer> distances(String from, Map<String, Set<String>> edges) {
    Map<String, Integer> distances = new LinkedHashMap<>();
    distances.put(from, 0);
    Queue<String> open = new ArrayDeque<>(Set.of(from));
    while (!open.isEmpty()) {
      String node = open.remove();
      for (String next : edges.getOrDefault(node, Set.of())) {
        if (distances.putIfAbsent(next, distances.get(node) + 1) == null) {
          open.add(next);
        }
      }
    }
    return distances;
  }
}
