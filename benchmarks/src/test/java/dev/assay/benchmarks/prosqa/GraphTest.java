package dev.assay.benchmarks.prosqa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GraphTest {
  private final Graph graph = WorkedQuestion.GRAPH;

  @Test
  void distancesAreThoseOfTheShortestPaths() {
    assertThat(graph.distance(0, 3)).hasValue(2);
    assertThat(graph.distance(7, 3)).hasValue(3);
    assertThat(graph.distance(3, 3)).hasValue(0);
    assertThat(graph.distance(1, 3)).isEmpty();
  }

  @Test
  void ancestorsAndDescendantsAreCountedWithoutTheNodeItself() {
    assertThat(graph.descendants(0)).isEqualTo(3);
    assertThat(graph.ancestors(3)).isEqualTo(4);
    assertThat(graph.ancestors(0)).isZero();
  }

  @Test
  void leavesBelongToNothingAndNothingBelongsToPersons() {
    assertThat(graph.leaves()).containsExactly(3, 4);
    assertThat(graph.parentless()).containsExactly(0, 1, 7);
  }
}
