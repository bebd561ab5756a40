package dev.assay.benchmarks.prosqa;

import dev.assay.benchmark.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the chain of statements is like that a model writes before its answer, after the categories
 * of arXiv 2412.06769 (section on the interpretation of latent reasoning: correct path, longer
 * path, hallucination, wrong target).
 *
 * <p>A chain is <em>real</em> if each of its statements is an edge of the graph and begins where
 * the one before it ended. As in the paper a chain need not begin at the person asked about, since
 * a model may have thought its first steps without writing them: it is completed by a shortest path
 * from the person to where it begins. The category judges the chain alone; whether the answer after
 * it is right is another metric. Text that is no statement is passed over.
 */
enum ChainCategory {
  /** A real chain to the target that no other path from the person is shorter than. */
  SHORTEST(Metric.Direction.HIGHER),
  /** A real chain to the target by a detour. */
  LONGER(Metric.Direction.LOWER),
  /**
   * A statement is no edge of the graph, or the chain has a gap, or it leads to the target from
   * where the person does not get.
   */
  HALLUCINATED(Metric.Direction.LOWER),
  /** A real chain that ends elsewhere: at another node, or before the target. */
  WRONG_TARGET(Metric.Direction.LOWER),
  /** No statement at all. */
  NONE(Metric.Direction.LOWER);

  private final Metric.Direction direction;

  ChainCategory(Metric.Direction direction) {
    this.direction = direction;
  }

  /** The name of the share of such chains. */
  String metric() {
    return "chain_" + name().toLowerCase(Locale.ROOT);
  }

  /** Which way its share is better: only that of the shortest chains should be high. */
  Metric.Direction direction() {
    return direction;
  }

  /** The category of the statements in a text, as an answer to a question. */
  static ChainCategory of(Question question, String reasoning) {
    List<Statement> chain = Statement.in(reasoning);
    if (chain.isEmpty()) {
      return NONE;
    }
    if (!real(question.graph(), chain)) {
      return HALLUCINATED;
    }
    Graph graph = question.graph();
    int first = graph.names().indexOf(chain.get(0).subject());
    int last = graph.names().indexOf(chain.get(chain.size() - 1).kind());
    if (last != question.target()) {
      return WRONG_TARGET;
    }
    if (!graph.reaches(question.person(), first)) {
      return HALLUCINATED;
    }
    int steps = graph.distance(question.person(), first).getAsInt() + chain.size();
    return steps == question.depth() ? SHORTEST : LONGER;
  }

  private static boolean real(Graph graph, List<Statement> chain) {
    Set<Statement> known = graph.edges().stream().map(graph::statement).collect(Collectors.toSet());
    return known.containsAll(chain)
        && IntStream.range(1, chain.size())
            .allMatch(i -> chain.get(i).subject().equals(chain.get(i - 1).kind()));
  }
}
