package dev.assay.reports;

import dev.assay.reports.QuestionGraph.Edge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Places for the nodes of a question's graph, from left to right by their distance from the asked
 * node. Nodes that are not below it stand apart at the bottom, by their distance from what is
 * nothing's kind there.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param divide vertical place of the line above the nodes that stand apart; 0 without any
 * @param places of the nodes
 * @param columns horizontal places of the distances 0, 1, … from the asked node
 */
record GraphLayout(
    int width, double height, double divide, List<Place> places, List<Double> columns) {
  private static final int WIDTH = 580;
  private static final int LEFT = 18;
  private static final int NAME = 84;
  private static final int NARROWEST = 84;
  private static final int ROW = 21;
  private static final int TOP = 24;
  private static final int GAP = 20;
  private static final int SWEEPS = 4;

  /** The middle of a node. */
  record Place(double x, double y) {
    static final Place NOWHERE = new Place(0, 0);
  }

  static GraphLayout of(QuestionGraph graph) {
    int n = graph.names().size();
    List<Integer> apart = IntStream.range(0, n).filter(i -> !graph.below(i)).boxed().toList();
    List<Integer> column = new ArrayList<>(graph.distances());
    List<Integer> fromSources =
        QuestionGraph.distances(
            n,
            graph.edges(),
            i -> !graph.below(i) && graph.edges().stream().noneMatch(e -> e.to() == i));
    apart.forEach(i -> column.set(i, Math.max(0, fromSources.get(i))));
    int last = Math.max(1, Collections.max(column));
    double step = Math.max(NARROWEST, (double) (WIDTH - LEFT - NAME) / last);

    List<List<Integer>> above =
        ordered(graph, column, IntStream.range(0, n).filter(graph::below).boxed().toList());
    List<List<Integer>> under = ordered(graph, column, apart);
    int rows = largest(above);
    List<Place> places = new ArrayList<>(Collections.nCopies(n, Place.NOWHERE));
    place(above, column, step, TOP, places);
    double divide = apart.isEmpty() ? 0 : TOP + rows * ROW + 2;
    place(under, column, step, divide + GAP, places);
    double bottom = apart.isEmpty() ? TOP + rows * ROW : divide + GAP + largest(under) * ROW;
    int deepest = graph.distances().stream().mapToInt(Integer::intValue).max().orElse(0);
    return new GraphLayout(
        (int) Math.ceil(LEFT + last * step + NAME),
        bottom,
        divide,
        List.copyOf(places),
        IntStream.rangeClosed(0, deepest).mapToObj(i -> LEFT + i * step).toList());
  }

  private static int largest(List<List<Integer>> layers) {
    return layers.stream().mapToInt(List::size).max().orElse(0);
  }

  private static void place(
      List<List<Integer>> layers,
      List<Integer> column,
      double step,
      double top,
      List<Place> places) {
    int rows = largest(layers);
    for (List<Integer> layer : layers) {
      double y = top + (rows - layer.size()) * ROW / 2.0 + ROW / 2.0;
      for (int node : layer) {
        places.set(node, new Place(LEFT + column.get(node) * step, y));
        y += ROW;
      }
    }
  }

  /**
   * The nodes by column. Within one, those that lead to the right answer come first; else each node
   * stands near the mean height of its neighbours, so that few edges cross (the barycentre rule of
   * Sugiyama, Tagawa and Toda 1981).
   */
  private static List<List<Integer>> ordered(
      QuestionGraph graph, List<Integer> column, List<Integer> nodes) {
    TreeMap<Integer, List<Integer>> layers = new TreeMap<>();
    nodes.forEach(i -> layers.computeIfAbsent(column.get(i), c -> new ArrayList<>()).add(i));
    double[] height = new double[graph.names().size()];
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (List<Integer> layer : layers.values()) {
        double[] mean = new double[height.length];
        layer.forEach(i -> mean[i] = meanOfNeighbours(graph, i, height));
        layer.sort(
            Comparator.<Integer>comparingInt(i -> graph.leading().get(i) ? 0 : 1)
                .thenComparingDouble(i -> mean[i]));
        for (int i = 0; i < layer.size(); i++) {
          height[layer.get(i)] = (i + 0.5) / layer.size();
        }
      }
    }
    return List.copyOf(layers.values());
  }

  private static double meanOfNeighbours(QuestionGraph graph, int node, double[] height) {
    return graph.edges().stream()
        .filter(e -> e.from() == node || e.to() == node)
        .mapToDouble(e -> height[e.from() == node ? e.to() : e.from()])
        .average()
        .orElse(0);
  }

  /** An edge as a path; within a column it bends to the left. */
  String path(Edge edge) {
    Place from = places.get(edge.from());
    Place to = places.get(edge.to());
    double bend = from.x() == to.x() ? -16 : (to.x() - from.x()) / 2;
    double back = from.x() == to.x() ? bend : -bend;
    return "M%s %sC%s %s %s %s %s %s"
        .formatted(
            Figures.coordinate(from.x()),
            Figures.coordinate(from.y()),
            Figures.coordinate(from.x() + bend),
            Figures.coordinate(from.y()),
            Figures.coordinate(to.x() + back),
            Figures.coordinate(to.y()),
            Figures.coordinate(to.x()),
            Figures.coordinate(to.y()));
  }
}
