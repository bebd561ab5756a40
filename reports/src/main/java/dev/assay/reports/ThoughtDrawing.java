package dev.assay.reports;

import dev.assay.reports.GraphLayout.Place;
import dev.assay.reports.QuestionGraph.Edge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The thoughts on one question, drawn on its graph: a panel for each, in which the area of a disc
 * is the probability of its node.
 *
 * @param summary the question and how thinking ended, in a sentence
 * @param graph what all panels share
 * @param panels one for each thought, before them the position before the first thought
 * @param columns the panels' titles, for the table
 * @param table the numbers behind the panels
 * @param omitted how many thoughts are too many to draw
 */
record ThoughtDrawing(
    String summary,
    Shared graph,
    List<Panel> panels,
    List<String> columns,
    List<Row> table,
    int omitted) {
  private static final int MOST_PANELS = 16;
  private static final double LARGEST = 13;
  private static final double LEAST_DRAWN = 0.003;
  private static final double LEAST_NAMED = 0.01;
  private static final int NAME_LETTERS = 12;

  /**
   * The graph without any mass.
   *
   * @param divide vertical place of the line above what is not below the asked node; empty without
   * @param apart what stands below that line, in words
   * @param edges as paths
   * @param ways the edges that lead from the asked node to the right answer, as paths
   */
  record Shared(
      int width,
      String height,
      String divide,
      String apart,
      List<Column> columns,
      String edges,
      String ways,
      List<Node> nodes) {}

  /** A distance from the asked node, and where nodes with it stand. */
  record Column(String x, String title) {}

  /**
   * A node.
   *
   * @param label its name, shortened
   * @param kind {@code asked}, {@code right}, {@code other}, {@code leading}, {@code below} or
   *     {@code apart}
   */
  record Node(String name, String label, String x, String y, String kind) {}

  /**
   * A thought.
   *
   * @param words the sums of its masses in words
   */
  record Panel(String title, String words, List<Disc> discs) {}

  /**
   * The mass of a node.
   *
   * @param share in whole per cent; empty where that is too little to name
   */
  record Disc(Node node, String radius, String share) {}

  /**
   * A row of the table.
   *
   * @param note what kind of node or sum it is
   * @param sum whether it is a sum over nodes
   * @param shares one for each panel
   */
  record Row(String name, String note, boolean sum, List<String> shares) {}

  static ThoughtDrawing of(QuestionGraph graph, ThoughtTrace trace) {
    GraphLayout layout = GraphLayout.of(graph);
    List<Node> nodes =
        IntStream.range(0, graph.names().size()).mapToObj(i -> node(graph, layout, i)).toList();
    int shown = Math.min(MOST_PANELS, trace.steps().size());
    List<Frontier> frontiers =
        trace.steps().subList(0, shown).stream().map(s -> Frontier.of(graph, s)).toList();
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      panels.add(
          new Panel(title(i), words(graph, frontiers.get(i)), discs(nodes, frontiers.get(i))));
    }
    return new ThoughtDrawing(
        summary(graph, trace),
        shared(graph, layout, nodes),
        panels,
        IntStream.range(0, shown).mapToObj(i -> i == 0 ? "before" : Integer.toString(i)).toList(),
        new Table(graph, frontiers).rows(nodes),
        trace.steps().size() - shown);
  }

  /** What a step of a trace is called. */
  static String title(int step) {
    return step == 0 ? "Before the first thought" : "Thought " + step;
  }

  private static String summary(QuestionGraph graph, ThoughtTrace trace) {
    return "Is %s a %s or a %s? The right answer is %s, %s away. %s, ended by %s."
        .formatted(
            graph.names().get(graph.asked()),
            graph.names().get(Math.min(graph.right(), graph.other())),
            graph.names().get(Math.max(graph.right(), graph.other())),
            graph.names().get(graph.right()),
            graph.below(graph.right())
                ? Figures.count(graph.distances().get(graph.right()), "step")
                : "no number of steps",
            Figures.count(trace.thoughts(), "thought"),
            trace.endedBy().isEmpty() ? "an unnamed rule" : "the " + trace.endedBy());
  }

  private static Node node(QuestionGraph graph, GraphLayout layout, int i) {
    String name = graph.names().get(i);
    Excerpt label = Excerpt.of(name, NAME_LETTERS);
    Place place = layout.places().get(i);
    String kind =
        i == graph.asked()
            ? "asked"
            : i == graph.right()
                ? "right"
                : i == graph.other()
                    ? "other"
                    : graph.leading().get(i) ? "leading" : graph.below(i) ? "below" : "apart";
    return new Node(
        name,
        label.cut() ? label.text() + "…" : name,
        Figures.coordinate(place.x()),
        Figures.coordinate(place.y()),
        kind);
  }

  private static Shared shared(QuestionGraph graph, GraphLayout layout, List<Node> nodes) {
    StringBuilder edges = new StringBuilder();
    StringBuilder ways = new StringBuilder();
    for (Edge edge : graph.edges()) {
      boolean leads =
          graph.leading().get(edge.to())
              && (edge.from() == graph.asked() || graph.leading().get(edge.from()));
      (leads ? ways : edges).append(layout.path(edge));
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < layout.columns().size(); i++) {
      String title =
          switch (i) {
            case 0 -> "asked";
            case 1 -> "children";
            case 2 -> "grandchildren";
            default -> Integer.toString(i);
          };
      columns.add(new Column(Figures.coordinate(layout.columns().get(i)), title));
    }
    return new Shared(
        layout.width(),
        Figures.coordinate(layout.height()),
        layout.divide() > 0 ? Figures.coordinate(layout.divide()) : "",
        "not below " + graph.names().get(graph.asked()),
        columns,
        edges.toString(),
        ways.toString(),
        nodes);
  }

  private static List<Disc> discs(List<Node> nodes, Frontier frontier) {
    return IntStream.range(0, nodes.size())
        .filter(i -> frontier.nodes().get(i) >= LEAST_DRAWN)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -frontier.nodes().get(i)))
        .map(i -> disc(nodes.get(i), frontier.nodes().get(i)))
        .toList();
  }

  private static Disc disc(Node node, double mass) {
    return new Disc(
        node,
        Figures.coordinate(LARGEST * Math.sqrt(mass)),
        mass >= LEAST_NAMED ? Figures.decimals(100 * mass, 0) : "");
  }

  private static String words(QuestionGraph graph, Frontier f) {
    StringBuilder words = new StringBuilder();
    words.append(
        "Children %s, grandchildren %s, deeper %s; %s on the side that leads to %s."
            .formatted(
                Figures.percent(f.children()),
                Figures.percent(f.grandchildren()),
                Figures.percent(f.deeper()),
                Figures.percent(f.leading()),
                graph.names().get(graph.right())));
    words.append(
        " Elsewhere in the graph %s; %s on the other candidate, %s."
            .formatted(
                Figures.percent(f.elsewhere()),
                Figures.percent(f.other()),
                graph.names().get(graph.other())));
    if (f.ambiguous() > 0) {
      words.append(
          " Ambiguous %s: tokens that begin several names."
              .formatted(Figures.percent(f.ambiguous())));
    }
    words.append(" Outside of the nodes ").append(Figures.percent(f.outside()));
    f.strongestStray()
        .ifPresent(
            stray ->
                words.append(
                    ", most on “%s” with %s"
                        .formatted(stray.visible(), Figures.percent(stray.probability()))));
    return words.append('.').toString();
  }

  /** The numbers behind the panels. */
  private record Table(QuestionGraph graph, List<Frontier> frontiers) {
    List<Row> rows(List<Node> nodes) {
      List<Row> rows = new ArrayList<>();
      rows.add(sum("children", Frontier::children));
      rows.add(sum("grandchildren", Frontier::grandchildren));
      rows.add(sum("deeper", Frontier::deeper));
      rows.add(sum("elsewhere in the graph", Frontier::elsewhere));
      rows.add(sum("ambiguous tokens", Frontier::ambiguous));
      rows.add(sum("outside of the nodes", Frontier::outside));
      rows.add(sum("leads to the right answer", Frontier::leading));
      IntStream.range(0, nodes.size())
          .filter(i -> frontiers.stream().anyMatch(f -> f.nodes().get(i) >= LEAST_DRAWN))
          .boxed()
          .sorted(
              Comparator.<Integer>comparingInt(
                  i -> graph.below(i) ? graph.distances().get(i) : Integer.MAX_VALUE))
          .forEach(i -> rows.add(row(nodes.get(i), i)));
      return rows;
    }

    private Row sum(String name, ToDoubleFunction<Frontier> part) {
      return new Row(name, "", true, shares(f -> part.applyAsDouble(frontiers.get(f))));
    }

    private Row row(Node node, int i) {
      String note =
          switch (node.kind()) {
            case "asked" -> "the one asked about";
            case "right" -> "right answer";
            case "other" -> "other candidate";
            case "leading" -> "leads to the right answer";
            case "below" -> "leads elsewhere";
            default -> "not below " + graph.names().get(graph.asked());
          };
      String distance =
          graph.distances().get(i) > 0
              ? ", " + Figures.count(graph.distances().get(i), "step") + " away"
              : "";
      return new Row(node.name(), note + distance, false, shares(f -> nodeMass(f, i)));
    }

    private double nodeMass(int step, int node) {
      return frontiers.get(step).nodes().get(node);
    }

    private List<String> shares(IntFunction<Double> mass) {
      return IntStream.range(0, frontiers.size())
          .mapToObj(f -> mass.apply(f))
          .map(m -> m == 0 ? Figures.NONE : Figures.percent(m))
          .toList();
    }
  }
}
