package dev.assay.benchmarks.prosqa;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws the edges of graphs that are distributed as ProsQA's. Its own generator was not published;
 * this one was reconstructed from the 800 published graphs, and agrees with them in all that its
 * test compares.
 *
 * <p>Every node after the two persons draws how many parents it has from a Poisson distribution,
 * and which nodes these may be: mostly those below the one person only or those below the other
 * only, so that the two sides stay apart. Of those, deep nodes are likelier parents, so that graphs
 * become deep. Nodes are drawn in order, and so are numbered that no edge leads back.
 */
final class GraphGenerator {
  // which of the two persons a node lies below, as bits; each person lies below itself
  private static final int FIRST = 1;
  private static final int SECOND = 2;

  private static final double NO_PARENT = 0.22313016014842982; // exp(-1.5): 1.5 parents on average
  private static final double BELOW_FIRST = 0.35;
  private static final double BELOW_SECOND = 0.7; // of the rest
  private static final double WEIGHT_OF_DEPTH = 1.5;

  private final SplittableRandom random;
  private final List<Graph.Edge> edges = new ArrayList<>();
  private final int[] sides;
  private final int[] depths; // shortest distance from a node without parents

  private GraphGenerator(int indexes, SplittableRandom random) {
    this.random = random;
    this.sides = new int[indexes];
    this.depths = new int[indexes];
    sides[0] = FIRST;
    sides[1] = SECOND;
    for (int node = 2; node < indexes; node++) {
      add(node);
    }
  }

  /**
   * The edges of a random graph, those of each node after those of the nodes before it.
   *
   * @param indexes how many nodes are drawn; those that remain without an edge are no part of it
   */
  static List<Graph.Edge> edges(int indexes, SplittableRandom random) {
    return List.copyOf(new GraphGenerator(indexes, random).edges);
  }

  private void add(int node) {
    double[] weights = candidates(node);
    int depth = Integer.MAX_VALUE;
    for (int left = parents(); left > 0; left--) {
      int parent = draw(weights);
      if (parent < 0) {
        break;
      }
      weights[parent] = 0;
      edges.add(new Graph.Edge(parent, node));
      sides[node] |= sides[parent];
      depth = Math.min(depth, depths[parent] + 1);
    }
    depths[node] = depth == Integer.MAX_VALUE ? 0 : depth;
  }

  /** A Poisson distributed number: how many uniform numbers multiply to more than exp(-mean). */
  private int parents() {
    int count = 0;
    for (double p = random.nextDouble(); p > NO_PARENT; p *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  /** The weights of all nodes before this one as its parents; 0 for those that cannot be. */
  private double[] candidates(int node) {
    int side = 0;
    if (random.nextDouble() < BELOW_FIRST) {
      side = FIRST;
    } else if (random.nextDouble() < BELOW_SECOND) {
      side = SECOND;
    }
    double[] weights = new double[node];
    for (int before = 0; before < node; before++) {
      boolean candidate = side == 0 || sides[before] == side;
      weights[before] = candidate ? WEIGHT_OF_DEPTH * depths[before] + 1 : 0;
    }
    return weights;
  }

  /** A node, as likely as its weight says; -1 where no weight is left. */
  private int draw(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = random.nextDouble() * sum;
    int drawn = -1;
    for (int node = 0; node < weights.length && left >= 0; node++) {
      if (weights[node] > 0) {
        drawn = node;
        left -= weights[node];
      }
    }
    return drawn;
  }
}
