package dev.assay.reports;

import dev.assay.benchmark.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A question in the wording of ProsQA over a random graph, much like the published ones: two
 * persons, kinds below them, and one candidate below each person.
 *
 * @param names persons first
 * @param edges from what is something to what it is
 * @param target a kind below person 0 only
 * @param other a kind below person 1 only
 */
record MadeUpGraph(List<String> names, List<int[]> edges, int target, int other) {
  private static final List<String> PERSONS = List.of("Sally", "Bob", "Jack", "Fae", "Tom", "Max");
  private static final List<String> KINDS =
      List.of(
          "gerpus",
          "terpus",
          "zhorpus",
          "lempus",
          "yerpus",
          "boompus",
          "brimpus",
          "rempus",
          "jelpus",
          "lorpus",
          "rorpus",
          "worpus",
          "impus",
          "sterpus",
          "yimpus",
          "zumpus",
          "yumpus",
          "shumpus",
          "scrompus",
          "wumpus",
          "storpus",
          "tumpus",
          "hilpus",
          "fompus");

  /** Draws graphs until one has a target three to six steps away and another candidate. */
  static MadeUpGraph of(Random random) {
    while (true) {
      List<String> persons = new ArrayList<>(PERSONS);
      List<String> kinds = new ArrayList<>(KINDS);
      Collections.shuffle(persons, random);
      Collections.shuffle(kinds, random);
      List<String> names = new ArrayList<>(persons.subList(0, 2));
      names.addAll(kinds);
      List<int[]> edges = new ArrayList<>();
      int[] side = new int[names.size()]; // bit 0: below the first person, bit 1: the second
      side[0] = 1;
      side[1] = 2;
      for (int node = 2; node < names.size(); node++) {
        double luck = random.nextDouble();
        int wanted = luck < 0.4 ? 1 : luck < 0.85 ? 2 : 3;
        for (int from : parents(side, node, wanted, random)) {
          edges.add(new int[] {from, node});
          side[node] |= side[from];
        }
      }
      int target = deepest(edges, side, 0, 1);
      int other = anyLeaf(edges, side, 2, random);
      int distance = target == 0 ? 0 : distance(edges, 0, target, side.length);
      if (other > 0 && distance >= 3 && distance <= 6) {
        return new MadeUpGraph(names, edges, target, other);
      }
    }
  }

  /** Up to three earlier nodes of a side, rather late ones than early ones. */
  private static Set<Integer> parents(int[] side, int node, int wanted, Random random) {
    List<Integer> candidates = new ArrayList<>();
    for (int from = 0; from < node; from++) {
      if (side[from] != 0 && (side[from] & ~wanted) == 0) {
        candidates.add(from);
      }
    }
    Set<Integer> parents = new TreeSet<>();
    int wish = 1 + random.nextInt(3);
    for (int i = 0; i < wish && !candidates.isEmpty(); i++) {
      double early = random.nextDouble();
      parents.add(candidates.get((int) (candidates.size() * Math.sqrt(early))));
    }
    return parents;
  }

  /** The deepest leaf of a side; 0 without any. */
  private static int deepest(List<int[]> edges, int[] side, int person, int wanted) {
    int best = 0;
    int most = 0;
    for (int node = 2; node < side.length; node++) {
      int leaf = node;
      int distance = distance(edges, person, node, side.length);
      if (side[node] == wanted && edges.stream().noneMatch(e -> e[0] == leaf) && distance > most) {
        best = node;
        most = distance;
      }
    }
    return best;
  }

  /** Some leaf of a side; 0 without any. */
  private static int anyLeaf(List<int[]> edges, int[] side, int wanted, Random random) {
    List<Integer> leaves = new ArrayList<>();
    for (int node = 2; node < side.length; node++) {
      int leaf = node;
      if (side[node] == wanted && edges.stream().noneMatch(e -> e[0] == leaf)) {
        leaves.add(node);
      }
    }
    return leaves.isEmpty() ? 0 : leaves.get(random.nextInt(leaves.size()));
  }

  private static int distance(List<int[]> edges, int from, int to, int nodes) {
    return QuestionGraph.distances(
            nodes,
            edges.stream().map(e -> new QuestionGraph.Edge(e[0], e[1])).toList(),
            i -> i == from)
        .get(to);
  }

  int distanceToTarget() {
    return distance(edges, 0, target, names.size());
  }

  int distanceToOther() {
    return distance(edges, 1, other, names.size());
  }

  Example example(String id, Random random) {
    List<String> statements = new ArrayList<>();
    for (int[] edge : edges) {
      statements.add(
          (edge[0] < 2 ? "" : "Every ") + names.get(edge[0]) + " is a " + names.get(edge[1]) + ".");
    }
    Collections.shuffle(statements, random);
    boolean first = random.nextBoolean();
    statements.add(
        "Is %s a %s or %s?"
            .formatted(
                names.get(0),
                names.get(first ? target : other),
                names.get(first ? other : target)));
    return new Example(id, Map.of("question", String.join(" ", statements)), answer());
  }

  String answer() {
    return names.get(0) + " is a " + names.get(target) + ".";
  }
}
