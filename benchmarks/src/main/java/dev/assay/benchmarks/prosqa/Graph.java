package dev.assay.benchmarks.prosqa;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Which persons and kinds belong to which kinds.
 *
 * @param names the nodes' names, each once; nodes 0 and 1 are the persons that may be asked about
 * @param edges from a person or kind to a kind that it belongs to, each once
 */
record Graph(List<String> names, List<Edge> edges) {
  /** That a node belongs to another; both are indexes of nodes. */
  record Edge(int from, int to) {}

  Graph {
    names = List.copyOf(names);
    edges = List.copyOf(edges);
  }

  /** How many edges the shortest path to each node takes; -1 for what is not reached. */
  int[] distances(int from) {
    return search(from, Edge::from, Edge::to);
  }

  /** How many edges the shortest path takes; empty if there is none. */
  OptionalInt distance(int from, int to) {
    int distance = distances(from)[to];
    return distance < 0 ? OptionalInt.empty() : OptionalInt.of(distance);
  }

  /** Whether a path leads from one node to another; every node reaches itself. */
  boolean reaches(int from, int to) {
    return distance(from, to).isPresent();
  }

  /** How many other nodes can be reached from a node. */
  int descendants(int node) {
    return reached(distances(node)) - 1;
  }

  /** How many other nodes reach a node. */
  int ancestors(int node) {
    return reached(search(node, Edge::to, Edge::from)) - 1;
  }

  /** The nodes that belong to nothing. */
  List<Integer> leaves() {
    return without(Edge::from);
  }

  /** The nodes to which nothing belongs: the persons. */
  List<Integer> parentless() {
    return without(Edge::to);
  }

  /** An edge in words. */
  Statement statement(Edge edge) {
    return new Statement(names.get(edge.from()), names.get(edge.to()));
  }

  private List<Integer> without(ToIntFunction<Edge> end) {
    Set<Integer> with = new HashSet<>();
    edges.forEach(edge -> with.add(end.applyAsInt(edge)));
    return IntStream.range(0, names.size()).filter(node -> !with.contains(node)).boxed().toList();
  }

  /** Breadth first. */
  private int[] search(int start, ToIntFunction<Edge> here, ToIntFunction<Edge> there) {
    int[] distances = new int[names.size()];
    Arrays.fill(distances, -1);
    distances[start] = 0;
    Deque<Integer> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (Edge edge : edges) {
        int next = there.applyAsInt(edge);
        if (here.applyAsInt(edge) == node && distances[next] < 0) {
          distances[next] = distances[node] + 1;
          queue.add(next);
        }
      }
    }
    return distances;
  }

  private static int reached(int[] distances) {
    return (int) Arrays.stream(distances).filter(distance -> distance >= 0).count();
  }
}
