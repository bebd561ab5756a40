package dev.assay.benchmarks.prosqa;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws questions that are distributed as ProsQA's, with its names of persons and kinds. */
final class QuestionGenerator {
  private static final List<String> PERSONS =
      words(
          "Alex Bob Carol Davis Eva Fae Gabriel Jack Max Oliver Polly Rex Sally Sam Stella Tom Wren");
  private static final List<String> KINDS =
      words(
          "bompus boompus brimpus chorpus dumpus felpus fompus gerpus gorpus grimpus gwompus hilpus"
              + " impus jelpus jompus kerpus lempus lorpus numpus quimpus rempus rompus rorpus"
              + " scrompus shumpus sterpus storpus terpus timpus tumpus vumpus worpus wumpus yerpus"
              + " yimpus yumpus zhorpus zumpus");
  private static final int SHALLOWEST = 3;
  private static final int DEEPEST = 6;

  private final int indexes;
  private final SplittableRandom random;

  /** A leaf below one of the two persons and not below the other. */
  private record Candidate(int person, int leaf, int depth) {}

  /**
   * Creates a generator.
   *
   * @param indexes how many nodes are drawn for a graph, 28 for ProsQA's; those that remain without
   *     an edge are left out
   */
  QuestionGenerator(int indexes, SplittableRandom random) {
    this.indexes = indexes;
    this.random = random;
  }

  /** The next question; graphs are drawn until one has a question. */
  Question next() {
    // what the nodes are called until the graph is found to have a question
    List<String> numbers = IntStream.range(0, indexes).mapToObj(Integer::toString).toList();
    Optional<Question> question = Optional.empty();
    while (question.isEmpty()) {
      question = question(new Graph(numbers, GraphGenerator.edges(indexes, random)));
    }
    return question.get();
  }

  /** Asks for the deepest candidate, if it is deep enough and the other person has one too. */
  private Optional<Question> question(Graph drawn) {
    List<Candidate> candidates = candidates(drawn);
    int depth = candidates.stream().mapToInt(Candidate::depth).max().orElse(0);
    if (depth < SHALLOWEST || depth > DEEPEST) {
      return Optional.empty();
    }
    Candidate target = any(candidates.stream().filter(c -> c.depth() == depth).toList());
    List<Candidate> others =
        candidates.stream().filter(c -> c.person() != target.person()).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    int other = any(others).leaf();
    List<Integer> nodes = connected(drawn);
    return named(drawn, nodes)
        .map(
            graph ->
                Question.of(
                    graph,
                    target.person(),
                    nodes.indexOf(target.leaf()),
                    nodes.indexOf(other),
                    shuffled(graph.edges()),
                    random.nextBoolean()));
  }

  private static List<Candidate> candidates(Graph graph) {
    int[] first = graph.distances(0);
    int[] second = graph.distances(1);
    List<Candidate> candidates = new ArrayList<>();
    for (int leaf : graph.leaves()) {
      if (first[leaf] > 0 && second[leaf] < 0) {
        candidates.add(new Candidate(0, leaf, first[leaf]));
      } else if (second[leaf] > 0 && first[leaf] < 0) {
        candidates.add(new Candidate(1, leaf, second[leaf]));
      }
    }
    return candidates;
  }

  private static List<Integer> connected(Graph graph) {
    return graph.edges().stream()
        .flatMap(edge -> Stream.of(edge.from(), edge.to()))
        .distinct()
        .sorted()
        .toList();
  }

  /** The graph of some of the nodes, with names; none if there are more persons than names. */
  private Optional<Graph> named(Graph drawn, List<Integer> nodes) {
    List<Integer> parentless = drawn.parentless();
    List<String> persons = shuffled(PERSONS);
    List<String> kinds = shuffled(KINDS);
    List<String> names = new ArrayList<>();
    for (int node : nodes) {
      List<String> left = parentless.contains(node) ? persons : kinds;
      if (left.isEmpty()) {
        return Optional.empty();
      }
      names.add(left.remove(0));
    }
    return Optional.of(
        new Graph(
            names,
            drawn.edges().stream()
                .map(e -> new Graph.Edge(nodes.indexOf(e.from()), nodes.indexOf(e.to())))
                .toList()));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private <T> List<T> shuffled(List<T> list) {
    List<T> shuffled = new ArrayList<>(list);
    for (int i = shuffled.size(); i > 1; i--) {
      Collections.swap(shuffled, i - 1, random.nextInt(i));
    }
    return shuffled;
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }
}
