package dev.assay.benchmarks.prosqa;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A question of ProsQA: of which of two kinds is a person? It has one answer: the target can be
 * reached from the person asked about and not from the other one, and the other candidate the other
 * way round. Nodes are indexes of the graph.
 *
 * @param graph what is known
 * @param person the person asked about, 0 or 1
 * @param target the right candidate
 * @param otherCandidate the wrong candidate
 * @param statements the graph in words, in some order
 * @param query {@code Is Sally a lumpus or sterpus?}
 */
record Question(
    Graph graph, int person, int target, int otherCandidate, String statements, String query) {

  /** A question whose statements are told in a given order. */
  static Question of(
      Graph graph,
      int person,
      int target,
      int otherCandidate,
      List<Graph.Edge> order,
      boolean targetFirst) {
    return new Question(
        graph,
        person,
        target,
        otherCandidate,
        order.stream().map(edge -> graph.statement(edge).text()).collect(Collectors.joining(" ")),
        query(
            graph,
            person,
            targetFirst ? target : otherCandidate,
            targetFirst ? otherCandidate : target));
  }

  /** How it is asked whether a person is of one kind or of another. */
  static String query(Graph graph, int person, int first, int second) {
    return "Is %s a %s or %s?"
        .formatted(graph.names().get(person), graph.names().get(first), graph.names().get(second));
  }

  /** The whole question. */
  String text() {
    return statements + " " + query;
  }

  /** The right answer: {@code Sally is a lumpus.} */
  String answer() {
    return graph.statement(new Graph.Edge(person, target)).text();
  }

  /** The person who is not asked about. */
  int otherPerson() {
    return 1 - person;
  }

  /**
   * The same question about the other person; the other candidate is then the right one. All other
   * words stay.
   */
  Question swapped() {
    String asked = "Is " + graph.names().get(person) + " ";
    String instead = "Is " + graph.names().get(otherPerson()) + " ";
    return new Question(
        graph,
        otherPerson(),
        otherCandidate,
        target,
        statements,
        instead + query.substring(asked.length()));
  }

  /** How many steps the target lies below the person asked about. */
  int depth() {
    return graph.distance(person, target).orElseThrow();
  }

  /** How many steps the other candidate lies below the other person. */
  int otherDepth() {
    return graph.distance(otherPerson(), otherCandidate).orElseThrow();
  }

  /** Whether no candidate lies deeper than the other, each below its own person. */
  boolean depthMatched() {
    return depth() == otherDepth();
  }
}
