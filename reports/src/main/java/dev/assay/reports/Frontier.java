package dev.assay.reports;

import dev.assay.reports.ThoughtTrace.Decoded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where the probability of a thought lies in a question's graph. A token stands for the node whose
 * name it is, blanks at its ends aside; a token that begins the name of a single node, as pieces of
 * words do in large vocabularies, stands for that node; one that begins several names is ambiguous.
 *
 * @param nodes the mass of each node
 * @param children mass on nodes one edge below the asked node
 * @param grandchildren mass two edges below it
 * @param deeper mass further below it
 * @param elsewhere mass on the asked node itself and on nodes that are not below it
 * @param ambiguous mass of tokens that begin several nodes' names
 * @param outside all other mass, that of tokens which the trace leaves out included
 * @param leading mass on nodes that lead to the right answer, and on that itself
 * @param other mass on the candidate that is not the right answer
 * @param strays the tokens outside of nodes, the most probable first
 */
record Frontier(
    List<Double> nodes,
    double children,
    double grandchildren,
    double deeper,
    double elsewhere,
    double ambiguous,
    double outside,
    double leading,
    double other,
    List<Decoded> strays) {

  static Frontier of(QuestionGraph graph, ThoughtTrace.Step step) {
    List<Double> nodes = new ArrayList<>(Collections.nCopies(graph.names().size(), 0.0));
    List<Decoded> strays = new ArrayList<>();
    double ambiguous = 0;
    for (Decoded decoded : step.decoded()) {
      List<Integer> meant = meant(graph, decoded.token().strip());
      if (meant.size() == 1) {
        nodes.set(meant.get(0), nodes.get(meant.get(0)) + decoded.probability());
      } else if (meant.isEmpty()) {
        strays.add(decoded);
      } else {
        ambiguous += decoded.probability();
      }
    }
    double within = nodes.stream().mapToDouble(Double::doubleValue).sum();
    double[] byDistance = new double[3];
    double elsewhere = 0;
    double leading = 0;
    for (int i = 0; i < nodes.size(); i++) {
      int distance = graph.distances().get(i);
      if (distance > 0) {
        byDistance[Math.min(distance, 3) - 1] += nodes.get(i);
      } else {
        elsewhere += nodes.get(i);
      }
      leading += graph.leading().get(i) ? nodes.get(i) : 0;
    }
    return new Frontier(
        List.copyOf(nodes),
        byDistance[0],
        byDistance[1],
        byDistance[2],
        elsewhere,
        ambiguous,
        Math.max(0, 1 - within - ambiguous),
        leading,
        nodes.get(graph.other()),
        List.copyOf(strays));
  }

  /** The nodes that a text may stand for. */
  private static List<Integer> meant(QuestionGraph graph, String text) {
    int exactly = graph.names().indexOf(text);
    if (exactly >= 0) {
      return List.of(exactly);
    }
    return text.isEmpty()
        ? List.of()
        : IntStream.range(0, graph.names().size())
            .filter(i -> graph.names().get(i).startsWith(text))
            .boxed()
            .toList();
  }

  /** The most probable token that is no node; empty where the trace has none. */
  Optional<Decoded> strongestStray() {
    return strays.stream().findFirst();
  }
}
