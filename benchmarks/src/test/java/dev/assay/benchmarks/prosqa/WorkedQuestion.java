package dev.assay.benchmarks.prosqa;

import java.util.List;

/** A question small enough to answer by hand. */
final class WorkedQuestion {
  /**
   * Sally is a lempus, and so a lumpus; by a detour, she is a gerpus before. Bob is a yumpus, and
   * so a sterpus. Jack is a gerpus too.
   */
  static final Graph GRAPH =
      new Graph(
          List.of("Sally", "Bob", "lempus", "lumpus", "sterpus", "yumpus", "gerpus", "Jack"),
          List.of(
              new Graph.Edge(0, 2),
              new Graph.Edge(2, 3),
              new Graph.Edge(0, 6),
              new Graph.Edge(6, 2),
              new Graph.Edge(1, 5),
              new Graph.Edge(5, 4),
              new Graph.Edge(7, 6)));

  /** Is Sally a sterpus or lumpus? */
  static final Question QUESTION = Question.of(GRAPH, 0, 3, 4, GRAPH.edges(), false);

  private WorkedQuestion() {}
}
